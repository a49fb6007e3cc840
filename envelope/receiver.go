package envelope

import "context"

// Receiver receives for a Transport with the options of one instant, for those who
// receive many messages in a row: it looks nothing up that cannot change meanwhile. It
// comes from Transport.Receiver, its zero value is not usable.
type Receiver struct {
	transport *Transport
	options   *Options
}

// Receiver returns one with the options in force now; options that are set later are no
// concern of it.
func (t *Transport) Receiver() Receiver { return Receiver{t, t.options.Load()} }

// Receive is Transport.Receive.
func (by Receiver) Receive(ctx context.Context, msg any) (context.Context, Received) {
	if e, ok := msg.(*Envelope); ok && e != nil && e.value == nil && len(e.TraceCarrier) == 0 {
		return ctx, Received{
			Message: e.Message, Recipients: max(e.Recipients, 0),
			MayStart: e.Recipients <= 1 || !by.options.NoRootsAfterFanout,
			Receipt:  Receipt{Op: ReceiveEmpty},
		}
	}
	return by.receiveAny(ctx, msg)
}

// receiveAny is Receive for everything but the message that nearly all recipients of a
// fan-out get: an empty envelope. Apart, as wrap is.
//
//go:noinline
func (by Receiver) receiveAny(ctx context.Context, msg any) (context.Context, Received) {
	switch e := msg.(type) {
	case *Envelope:
		if e == nil {
			return ctx, Received{MayStart: true, Receipt: Receipt{Op: ReceiveBare}}
		}
		return by.receive(ctx, e)
	case Envelope:
		return by.receive(ctx, &e)
	}
	return ctx, Received{Message: msg, MayStart: true, Receipt: Receipt{Op: ReceiveBare}}
}

func (by Receiver) receive(ctx context.Context, e *Envelope) (context.Context, Received) {
	r := Received{Message: e.Message, Recipients: max(e.Recipients, 0), MayStart: true}
	switch {
	case e.value != nil:
		ctx, r.Receipt.Op = fromValue(ctx, e.value)
	case len(e.TraceCarrier) == 0:
		r.Receipt.Op = ReceiveEmpty
	default:
		ctx, r.Receipt = by.transport.extract(ctx, by.options, &e.TraceCarrier, ReceiveSampled)
	}
	if r.Fanout() && !r.Receipt.Op.Continues() {
		r.MayStart = !by.options.NoRootsAfterFanout
	}
	return ctx, r
}
