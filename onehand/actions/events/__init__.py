"""What connected systems and carriers tell (E12): each event once, placed in a case, told before anybody must ask."""
