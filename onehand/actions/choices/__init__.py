"""Choices as links in a mail (E12), and absences that meet the day of a delivery (D12)."""
