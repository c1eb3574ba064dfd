"""The power to act: typed actions on back-end systems, planned against live data, carried out step by step, read back.

    preview = planning.preview(case, "correct_address", raw)     # a dry run: changes nothing
    run = running.start(case, "correct_address", raw, by=ada)     # within the mandate, or for approval
    carrying.carry_out                                            # the job that does the steps and reads them back

`contract.py` is what a company's developer implements; `kinds.py` is the catalogue.
"""
