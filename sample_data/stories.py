"""What is planted in the sample company: every parameter of every story, in one place.

`sample_data/README.md` tells the same in words; what a chart shows beyond these four is chance.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from sample_data.people import STUCK_SELLER, WEST
from sample_data.vocabulary import ENTERPRISE, SMB

BOTTLENECK_STAGE: Final = "Proposal"
BOTTLENECK_SEGMENT: Final = ENTERPRISE
BOTTLENECK_FROM: Final = date(2026, 7, 1)
BOTTLENECK_STRETCH: Final = 2.2
"""Story 1: from that day on, time in the stage runs 2.2 times slower, for those already in it too …"""
BOTTLENECK_ADVANCE: Final = 0.42
"""… and this share of decided visits advances, where it was 0.60 before."""

STUCK_OWNER: Final = STUCK_SELLER
STUCK_FROM: Final = date(2026, 1, 15)
STUCK_SHARES: Final = {"Discovery": 0.45, "Negotiation": 0.35}
"""Story 2: this share of the seller's visits that begin from that day on never ends."""

MIX_SEGMENT: Final = SMB
MIX_FROM: Final = date(2026, 5, 15)
MIX_GROWTH: Final = 2.6
"""Story 3: from that day on this segment brings 2.6 times as many new deals; its win rate and the others stay."""

PUSHING_TEAM: Final = WEST
PUSHING_DAYS: Final = 10
PUSHING_SHARE: Final = 0.90
PUSHING_LEAST_DAYS: Final = 20
"""Story 4: the team dates new deals to the end of the quarter (the next one when fewer than 20 days are left), and in
the last 10 days of a quarter pushes 90 % of what is still open and due to the end of the next."""
