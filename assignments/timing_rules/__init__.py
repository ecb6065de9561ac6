"""When an item of a plan is due, read from its printed words (thời gian). Pure.

Every word has to be understood; a text of which one word is not, is UNREAD and asked about. Source
of the words: phụ lục 01 of Kế hoạch 72/KH-UBND Lộc Bình (30/01/2024) and the appendix of Kế hoạch
46/KH-UBND Lạng Sơn (22/02/2019); what is read and what is not stands in docs/timing.md.
"""

from assignments.timing_rules.reading import Kind, Occurrence, Timing, read_timing

__all__ = ["Kind", "Occurrence", "Timing", "read_timing"]
