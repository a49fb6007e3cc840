package vmguest

// MarkGuest records whether this process runs as a VM guest. A page never does, and has no use
// for the protocol with a host, nor for encoding/gob and net, which that is made of.
func MarkGuest(guest bool) {
	if guest {
		panic("vmguest: a page is no VM guest")
	}
}
