"""Grading the same submissions again, with other tests or another engine; nobody sees it before it is applied.

::

    kept submissions ──propose──► a run of the gradebook that counts for nothing, records beside those that count
                                       │ diff: points and tests before and after
                                       ├──apply──► one transaction; then records, pages and sheet follow
                                       └──drop───► as if nothing had happened
"""
