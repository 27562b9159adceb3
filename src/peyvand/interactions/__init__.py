"""What passes between people: notes, calls, meetings, visits, mails and messages, and the timeline that shows them.

Higher contexts add their dated facts (orders, stage moves) to the timeline through their manifests.
"""
