package agree

import "math"

// connectSum is a number of the tab with the connects, which stands above its name.
func connectSum(name string) reading {
	return special("Connects tab, "+name, "tab connects", func(s *source) (value, bool) {
		for _, label := range s.texts {
			if label.Text != name {
				continue
			}
			for _, op := range s.texts {
				if op.Rect.X == label.Rect.X && label.Rect.Y-op.Rect.Y > 12 && label.Rect.Y-op.Rect.Y < 26 {
					return number(op.Text)
				}
			}
		}
		return value{}, false
	})
}

// metricMailbox is what the tab with the metrics says of the mailboxes of a service.
func metricMailbox(service string) reading {
	return special("Metrics tab, mailbox of "+service, "tab metrics", func(s *source) (value, bool) {
		for _, op := range s.texts {
			if op.Text != service || op.Rect.X > 100 { // the bars have it too
				continue
			}
			if text, ok := s.beside(op, 1); ok {
				return number(text)
			}
		}
		return value{}, false
	})
}

// truly is what the bill says that there really was, of the nth kind.
func truly(name string, nth int) reading {
	return special("Bill tab, true "+name, "tab bill", func(s *source) (value, bool) {
		last := math.Inf(-1)
		for range nth + 1 {
			best := math.Inf(1)
			for _, op := range s.texts {
				if len(op.Text) > 6 && op.Text[:6] == "truly " && op.Rect.Y > last && op.Rect.Y < best {
					best = op.Rect.Y
				}
			}
			last = best
		}
		for _, op := range s.texts {
			if op.Rect.Y == last && len(op.Text) > 6 && op.Text[:6] == "truly " {
				return number(op.Text)
			}
		}
		return value{}, false
	})
}
