package sqlite

import (
	"math"

	"settle.example/settle/marketplace"
)

// earthRadiusKM is the mean radius of the earth (IUGG).
const earthRadiusKM = 6371.0088

// distanceKM is the way over ground from a place to the middle of a cell, by the haversine formula.
func distanceKM(lat, lon float64, to marketplace.Cell) float64 {
	φ1, φ2 := radians(lat), radians(float64(to.Lat)/100)
	dφ, dλ := φ2-φ1, radians(float64(to.Lon)/100-lon)
	h := math.Pow(math.Sin(dφ/2), 2) + math.Cos(φ1)*math.Cos(φ2)*math.Pow(math.Sin(dλ/2), 2)
	return 2 * earthRadiusKM * math.Asin(math.Sqrt(min(h, 1)))
}

// boxAround is the rows and columns of cells that hold every cell within km of a place. Near a pole or the date line it
// is all columns.
func boxAround(lat, lon, km float64) (south, north, west, east int32) {
	dLat := degrees(km / earthRadiusKM)
	south, north = hundredths(math.Floor, lat-dLat, 90), hundredths(math.Ceil, lat+dLat, 90)
	west, east = -18000, 18000
	sinLon := math.Sin(min(km/earthRadiusKM, math.Pi/2)) / math.Cos(radians(lat))
	if math.Abs(lat)+dLat >= 90 || sinLon >= 1 {
		return south, north, west, east
	}
	dLon := degrees(math.Asin(sinLon))
	if math.Abs(lon)+dLon >= 180 {
		return south, north, west, east
	}
	return south, north, hundredths(math.Floor, lon-dLon, 180), hundredths(math.Ceil, lon+dLon, 180)
}

func hundredths(round func(float64) float64, degrees, bound float64) int32 {
	most := bound * 100
	return int32(max(-most, min(most, round(degrees*100))))
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }
func degrees(radians float64) float64 { return radians * 180 / math.Pi }
