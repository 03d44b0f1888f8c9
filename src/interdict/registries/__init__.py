"""Who was assigned which number: MAC blocks, enterprise numbers, PON vendor ids."""
