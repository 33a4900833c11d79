"""Backups: a whole copy of the database in one file that only its owner can read, and putting one back.

A backup brings deleted people back, and what was taken back. So whatever is put back is cleaned at once: by the records of
deletions in the database that is replaced, in the backup itself, and in a list that was kept apart. It would also let in
who was shut out since: nobody is signed in afterwards. And it would forget who looked since: that is carried over.
"""

from storage.backup.redeleting import Cleaned, delete_again, deletions_of, looks_of
from storage.backup.restoring import put_back
from storage.backup.writing import back_up

__all__ = ["Cleaned", "back_up", "delete_again", "deletions_of", "looks_of", "put_back"]
