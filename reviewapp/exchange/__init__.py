"""What comes from and goes to other people: their spreadsheets and notes, and sealed packets."""
