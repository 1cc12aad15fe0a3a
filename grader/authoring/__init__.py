"""What authors begin with: a course, an assignment, settings with comments, and mistakes that a class made."""
