"""Parts of forms that know what an observation is: people, fields from the tables of the domain, groups of them."""
