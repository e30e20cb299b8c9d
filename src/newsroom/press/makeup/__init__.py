"""Make up pages: from the archive's tables to the records that readers see. Only this folder asks the database."""
