"""Editorial work in the admin: workflow pages, proposals, scheduling, verification, presence, merging, the desk."""
