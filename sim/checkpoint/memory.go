package checkpoint

import (
	"fmt"
	"reflect"
	"slices"
	"sync"
	"unsafe"

	"fanout/actor"
)

// memory is a copy of everything that can be reached from a world and may change,
// but for the actors, which the actor system copies itself. Objects keep their
// identity: restore writes the old contents back into the same places, so that
// closures and messages which point to them find them as they were.
//
// Nothing has to be listed to be copied. What must not be copied is said where it
// stands: a field with the tag `checkpoint:"shared"` is copied as it is, since what it
// refers to does not change or is no part of the history. Types of other packages have
// keepers. Whatever else cannot be copied ends in an error that names it.
type memory struct {
	objects   []object
	known     map[place]bool
	restores  []func()
	bytes     int64
	how       *How
	restoring bool // only take the copies apart, follow nothing
}

// object is one object and what it held. held shares nothing with it that can
// change.
type object struct{ at, held reflect.Value }

// place is where an object lies. Another may begin at the same address.
type place struct {
	at unsafe.Pointer
	of reflect.Type
}

// capture copies what root, a pointer to a struct, leads to.
func capture(root any, how *How) (*memory, error) {
	m := &memory{known: make(map[place]bool), how: how}
	if err := m.keep(reflect.ValueOf(root)); err != nil {
		return nil, err
	}
	m.known = nil
	return m, nil
}

// restore brings everything back.
func (m *memory) restore() {
	back := memory{restoring: true, how: m.how}
	for i := range m.objects {
		o := &m.objects[i]
		o.at.Set(o.held)
		// What comes back shares nothing with the memory either.
		if err := back.detach(o.at, o.at, ""); err != nil {
			panic("checkpoint: " + err.Error()) // it went well when it was captured
		}
	}
	for _, restore := range m.restores {
		restore()
	}
}

// keep captures what a pointer leads to, unless it is known already.
func (m *memory) keep(pointer reflect.Value) error {
	at, of := pointer.UnsafePointer(), pointer.Type().Elem()
	if m.known[place{at, of}] {
		return nil
	}
	m.known[place{at, of}] = true
	if keep := m.how.Keepers[of]; keep != nil {
		m.keepBy(keep, pointer)
		return nil
	}
	if of.Kind() != reflect.Struct || !slices.Contains(m.how.Packages, of.PkgPath()) {
		return fmt.Errorf("a pointer to %v cannot be copied: give the field a tag, or the type a keeper", of)
	}
	o := object{at: reflect.NewAt(of, at).Elem(), held: reflect.New(of).Elem()}
	o.held.Set(o.at)
	m.objects = append(m.objects, o)
	m.bytes += int64(of.Size())
	return m.detach(o.held, o.at, "")
}

func (m *memory) keepBy(keep Keeper, pointer reflect.Value) {
	restore, bytes := keep(reflect.NewAt(pointer.Type().Elem(), pointer.UnsafePointer()).Interface())
	m.restores = append(m.restores, restore)
	m.bytes += bytes
}

// detach gives held, which is a shallow copy of live, separate memory, and
// captures what its pointers lead to. field says where it stands.
func (m *memory) detach(held, live reflect.Value, field string) error {
	t := held.Type()
	if !refers(t) || t.PkgPath() == actors {
		return nil
	}
	if keep := m.how.Keepers[t]; keep != nil {
		if !m.restoring {
			m.keepBy(keep, live.Addr())
		}
		return nil
	}
	switch t.Kind() {
	case reflect.Struct:
		for i := range t.NumField() {
			if t.Field(i).Tag.Get("checkpoint") == "shared" {
				continue
			}
			if err := m.detach(opened(held.Field(i)), opened(live.Field(i)), t.Name()+"."+t.Field(i).Name); err != nil {
				return err
			}
		}
		return nil
	case reflect.Array:
		return m.detachEach(held, live, field)
	}
	if held.IsNil() {
		return nil
	}
	switch t.Kind() {
	case reflect.Slice:
		fresh := reflect.MakeSlice(t, held.Len(), held.Len())
		reflect.Copy(fresh, held)
		held.Set(fresh)
		m.bytes += int64(held.Len()) * int64(t.Elem().Size())
		return m.detachEach(held, live, field+"[]")
	case reflect.Map:
		return m.detachMap(held, field+"[]")
	case reflect.Pointer:
		if m.restoring || t.Elem().PkgPath() == actors {
			return nil
		}
		if err := m.keep(held); err != nil {
			return fmt.Errorf("%s: %w", field, err)
		}
		return nil
	}
	return fmt.Errorf("%s: a %v cannot be copied: give the field a tag, or the type a keeper", field, t)
}

func (m *memory) detachEach(held, live reflect.Value, field string) error {
	if !refers(held.Type().Elem()) {
		return nil
	}
	for i := range held.Len() {
		if err := m.detach(held.Index(i), live.Index(i), field); err != nil {
			return err
		}
	}
	return nil
}

func (m *memory) detachMap(held reflect.Value, field string) error {
	t := held.Type()
	if m.how.Keepers[t.Elem()] != nil {
		return fmt.Errorf("%s: a %v in a map has no place to be brought back to", field, t.Elem())
	}
	fresh := reflect.MakeMapWithSize(t, held.Len())
	for each := held.MapRange(); each.Next(); {
		value := reflect.New(t.Elem()).Elem()
		value.Set(each.Value())
		if err := m.detach(value, value, field); err != nil {
			return err
		}
		fresh.SetMapIndex(each.Key(), value)
	}
	held.Set(fresh)
	m.bytes += int64(held.Len()) * int64(t.Key().Size()+t.Elem().Size())
	return nil
}

// opened is a field as though it were exported.
func opened(field reflect.Value) reflect.Value {
	return reflect.NewAt(field.Type(), field.Addr().UnsafePointer()).Elem()
}

// actors is where the handles of the actor system are, which copies itself.
var actors = reflect.TypeFor[actor.System]().PkgPath()

// refers reports whether a value of the type refers to memory outside of it.
func refers(t reflect.Type) bool {
	if known, ok := referring.Load(t); ok {
		return known.(bool)
	}
	yes := false
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map, reflect.Func, reflect.Chan, reflect.Interface, reflect.UnsafePointer:
		yes = true
	case reflect.Array:
		yes = t.Len() > 0 && refers(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			yes = yes || refers(t.Field(i).Type)
		}
	}
	referring.Store(t, yes)
	return yes
}

var referring sync.Map // reflect.Type -> bool
