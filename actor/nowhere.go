package actor

// nowhere answers for a node that does not exist: the sender to a PID that never can
// have been meant for this system learns at once what it would learn of an actor that
// has exited.
func (n *Node) nowhere(e event) {
	if e.to.node() == outside && e.kind == evReply && n.system.answer != nil {
		n.system.answer(n, e)
		return
	}
	switch e.kind {
	case evDeliver:
		n.accept(nil, e.to, e.at, message{msg: e.msg, from: e.from, ref: e.ref})
	case evLink, evMonitor:
		n.signal(nil, e)
	}
}
