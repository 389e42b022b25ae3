package sqlite

import (
	"database/sql/driver"
	"fmt"
	"reflect"
)

// value turns an argument into what the driver takes. Named integers, strings and byte arrays of the domain pass as
// what they are underneath; a nil slice is NULL.
func value(a any) (driver.Value, error) {
	switch v := a.(type) {
	case nil, int64, string, bool, float64:
		return a, nil
	case []byte:
		if v == nil {
			return nil, nil
		}
		return a, nil // and not v, which would be boxed anew
	case int:
		return int64(v), nil
	}
	v := reflect.ValueOf(a)
	switch v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return v.Int(), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return int64(v.Uint()), nil
	case reflect.String:
		return v.String(), nil
	case reflect.Bool:
		return v.Bool(), nil
	case reflect.Array:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			b := make([]byte, v.Len())
			reflect.Copy(reflect.ValueOf(b), v)
			return b, nil
		}
	}
	return nil, fmt.Errorf("a %T cannot be stored", a)
}

func scanInto(values []driver.Value, dest []any) error {
	if len(dest) != len(values) {
		return fmt.Errorf("%d columns for %d variables", len(values), len(dest))
	}
	for i, v := range values {
		if err := assign(dest[i], v); err != nil {
			return fmt.Errorf("column %d: %w", i, err)
		}
	}
	return nil
}

// assign sets what dest points at. NULL sets the zero value. Numbers and byte strings that do not fit are an error:
// they may come from a damaged file.
func assign(dest any, v driver.Value) error {
	switch d := dest.(type) {
	case nil:
		return nil
	case *int64:
		n, ok := v.(int64)
		if !ok && v != nil {
			return fmt.Errorf("a %T instead of a number", v)
		}
		*d = n
		return nil
	case *[]byte:
		b, ok := v.([]byte)
		if !ok && v != nil {
			return fmt.Errorf("a %T instead of bytes", v)
		}
		*d = b
		return nil
	case *string:
		s, ok := v.(string)
		if !ok && v != nil {
			return fmt.Errorf("a %T instead of text", v)
		}
		*d = s
		return nil
	}
	return assignReflect(reflect.ValueOf(dest), v)
}

func assignReflect(p reflect.Value, v driver.Value) error {
	if p.Kind() != reflect.Pointer || p.IsNil() {
		return fmt.Errorf("a %s is no place to scan into", p.Type())
	}
	d := p.Elem()
	if v == nil {
		d.SetZero()
		return nil
	}
	n, isInt := v.(int64)
	switch k := d.Kind(); {
	case isInt && d.CanInt() && !d.OverflowInt(n):
		d.SetInt(n)
	case isInt && d.CanUint() && k == reflect.Uint64: // seq and bit sets: kept as the same 64 bits
		d.SetUint(uint64(n))
	case isInt && d.CanUint() && n >= 0 && !d.OverflowUint(uint64(n)):
		d.SetUint(uint64(n))
	case isInt && k == reflect.Bool:
		d.SetBool(n != 0)
	case isInt && d.CanFloat():
		d.SetFloat(float64(n))
	default:
		return assignOther(d, v)
	}
	return nil
}

func assignOther(d reflect.Value, v driver.Value) error {
	switch v := v.(type) {
	case bool:
		if d.Kind() == reflect.Bool {
			d.SetBool(v)
			return nil
		}
	case float64:
		if d.CanFloat() {
			d.SetFloat(v)
			return nil
		}
	case string:
		if d.Kind() == reflect.String {
			d.SetString(v)
			return nil
		}
	case []byte:
		isBytes := d.Kind() == reflect.Array && d.Type().Elem().Kind() == reflect.Uint8
		if isBytes && d.Len() == len(v) {
			reflect.Copy(d, reflect.ValueOf(v))
			return nil
		}
	}
	return fmt.Errorf("a %T does not fit a %s", v, d.Type())
}
