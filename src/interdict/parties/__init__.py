"""Who is who: makers, their names, brands, identifiers, owners and affiliates, all dated."""
