"""What every API door shares: who calls, the language of errors, paging, versions, and answering a retry once."""
