package marketplace

import "reflect"

// Rewrite replaces, however deep in the fact, every id and reference that has another now: an entry that is written again
// under another identity gives birth to other subjects, which those after it must name.
func Rewrite(f Fact, ids map[ID]ID, refs map[Ref]Ref) { rewrite(reflect.ValueOf(f), ids, refs) }

func rewrite(v reflect.Value, ids map[ID]ID, refs map[Ref]Ref) {
	switch at := v.Interface().(type) {
	case ID:
		if other, ok := ids[at]; ok {
			v.Set(reflect.ValueOf(other))
		}
		return
	case Ref:
		if other, ok := refs[at]; ok {
			v.Set(reflect.ValueOf(other))
		}
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		rewrite(v.Elem(), ids, refs)
	case reflect.Struct:
		for _, field := range v.Fields() {
			rewrite(field, ids, refs)
		}
	case reflect.Slice:
		for i := range v.Len() {
			rewrite(v.Index(i), ids, refs)
		}
	}
}
