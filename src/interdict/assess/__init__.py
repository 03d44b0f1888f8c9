"""From an identification and facts to findings under the chosen orders on a date."""
