"""What the access network knows of subscribers' devices: leases, accounting, management servers, phones."""
