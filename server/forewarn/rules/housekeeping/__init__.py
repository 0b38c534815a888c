"""Rules about forewarn itself: its configuration, and what authors waive."""
