"""Text analysis: folding, segmentation, stemming, numbers and calendars."""
