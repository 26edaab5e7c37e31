//! A place drawn from the points that are known of it: where proposals are, the one that is looked at, a scale and
//! where north is. No map of anybody else is asked for, and nothing is drawn that is not known.

use domain::pin::{Pin, metres_along};
use leptos::prelude::*;
use std::{collections::BTreeSet, fmt::Write as _};

/// The drawing's own units, all of them whole.
const WIDTH: i64 = 3200;
const HEIGHT: i64 = 2000;
/// Room for the head of a pin, for the scale and for north.
const MARGIN: i64 = 420;
/// Metres from side to side that are never fallen below: one point alone would fill any place.
const LEAST: i64 = 400;
/// Lengths of the scale, in metres.
const LENGTHS: [i64; 9] = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

/// Where everything is on the drawing.
struct Sketch {
    points: BTreeSet<(i64, i64)>,
    pin: Option<(i64, i64)>,
    /// Of the scale: metres, and how long they are.
    scale: (i64, i64),
}

/// Metres from another point, to the east and to the south.
fn metres_from((latitude, longitude): (i64, i64), pin: Pin) -> (i64, i64) {
    (metres_along(i64::from(pin.longitude_micros()) - longitude), metres_along(latitude - i64::from(pin.latitude_micros())))
}

impl Sketch {
    /// None where no point is known.
    fn of(around: &[Pin], pin: Option<Pin>) -> Option<Self> {
        let all: Vec<Pin> = around.iter().copied().chain(pin).collect();
        let range = |of: fn(&Pin) -> i32| Some((i64::from(all.iter().map(of).min()?), i64::from(all.iter().map(of).max()?)));
        let ((south, north), (west, east)) = (range(|pin| pin.latitude_micros())?, range(|pin| pin.longitude_micros())?);
        let middle = (i64::midpoint(south, north), i64::midpoint(west, east));
        let (wide, high) = (metres_along(east - west), metres_along(north - south));
        let (room_wide, room_high) = (WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN);
        // So many metres fill the width, so that all of it fits both ways.
        let across = wide.max(high * room_wide / room_high).max(LEAST);
        let place = |pin: Pin| {
            let (right, down) = metres_from(middle, pin);
            (WIDTH / 2 + right * room_wide / across, HEIGHT / 2 + down * room_wide / across)
        };
        let length = LENGTHS.into_iter().rev().find(|length| length * 3 <= across).unwrap_or(LENGTHS[0]);
        Some(Self {
            points: around.iter().map(|pin| place(*pin)).collect(),
            pin: pin.map(place),
            scale: (length, length * room_wide / across),
        })
    }

    /// All points as one line of dots.
    fn dots(&self) -> String {
        self.points.iter().fold(String::new(), |mut path, (x, y)| {
            let _ = write!(path, "M{x} {y}h1");
            path
        })
    }

    /// Squares as long as the scale.
    fn squares(&self) -> String {
        let step = usize::try_from(self.scale.1).unwrap_or(1).max(1);
        let begin = |of: i64| (of / 2) % self.scale.1.max(1);
        let across = (begin(WIDTH)..WIDTH).step_by(step).map(|x| format!("M{x} 0v{HEIGHT}"));
        let down = (begin(HEIGHT)..HEIGHT).step_by(step).map(|y| format!("M0 {y}h{WIDTH}"));
        across.chain(down).collect()
    }

    /// What lies between the points: the line around all of them.
    fn area(&self) -> String {
        let corners = hull(&self.points);
        let corners: Vec<String> = corners.iter().map(|(x, y)| format!("{x} {y}")).collect();
        if corners.is_empty() { String::new() } else { format!("M{}Z", corners.join("L")) }
    }
}

/// The corners of the smallest shape without dents around all points, in order.
fn hull(points: &BTreeSet<(i64, i64)>) -> Vec<(i64, i64)> {
    let mut corners = half(points.iter());
    corners.extend(half(points.iter().rev()));
    corners
}

/// One side of it, without its last corner.
fn half<'a>(points: impl Iterator<Item = &'a (i64, i64)>) -> Vec<(i64, i64)> {
    let turns = |a: (i64, i64), b: (i64, i64), c: (i64, i64)| (b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0);
    let mut corners: Vec<(i64, i64)> = Vec::new();
    for point in points {
        while let [.., a, b] = corners.as_slice()
            && turns(*a, *b, *point) <= 0
        {
            corners.pop();
        }
        corners.push(*point);
    }
    corners.pop();
    corners
}

/// `around` are points of the place, `pin` the one that is looked at. Nothing where none is known.
#[component]
pub fn PlaceMap(around: Vec<Pin>, #[prop(optional_no_strip)] pin: Option<Pin>, place: String) -> impl IntoView {
    Sketch::of(&around, pin).map(|sketch| {
        let label = if pin.is_some() { t!("map.of_one", place = place) } else { t!("map.of_all", place = place, count = around.len()) };
        let (metres, long) = sketch.scale;
        let length = if metres < 1_000 { format!("{metres} m") } else { format!("{} km", metres / 1_000) };
        let right = WIDTH - 120;
        let bar = format!("M{} {}v60h{long}v-60", right - long, HEIGHT - 170);
        view! {
            <figure class="map">
                <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>
                    <path class="map__squares" d=sketch.squares()></path>
                    <path class="map__area" d=sketch.area()></path>
                    <path class="map__dots" d=sketch.dots()></path>
                    {sketch.pin.map(|(x, y)| view! {
                        <path class="map__pin" d=format!("M{x} {y}c-40-90-130-150-130-250a130 130 0 0 1 260 0c0 100-90 160-130 250Z")></path>
                        <circle class="map__eye" cx=x.to_string() cy=(y - 250).to_string() r="48"></circle>
                    })}
                    <path class="map__scale" d=bar></path>
                    <text x=right.to_string() y=(HEIGHT - 200).to_string() text-anchor="end">{length}</text>
                    <path class="map__north" d="M170 330V130M110 210l60-80 60 80"></path>
                    <text x="170" y="450" text-anchor="middle">{t!("map.north")}</text>
                </svg>
                <figcaption>{t!("map.source")}</figcaption>
            </figure>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pin(latitude: i32, longitude: i32) -> Pin {
        Pin::new(latitude, longitude).expect("in Indonesia")
    }

    #[test]
    fn north_is_up_east_is_right_and_all_of_it_fits() {
        let around = [pin(-1_600_000, 103_600_000), pin(-1_610_000, 103_600_000), pin(-1_600_000, 103_630_000)];
        let sketch = Sketch::of(&around, Some(pin(-1_610_000, 103_630_000))).expect("points");
        let points: Vec<_> = sketch.points.iter().copied().collect();
        assert!(points.iter().all(|(x, y)| (0..=WIDTH).contains(x) && (0..=HEIGHT).contains(y)), "{points:?}");
        assert_eq!(sketch.pin.map(|(x, y)| (x > WIDTH / 2, y > HEIGHT / 2)), Some((true, true)));
        assert_eq!(sketch.scale.0, 1_000, "of 3,3 km");
        assert_eq!(hull(&sketch.points).len(), 3);
    }

    #[test]
    fn one_point_stands_in_the_middle_and_none_is_nothing() {
        let sketch = Sketch::of(&[], Some(pin(-1_600_000, 103_600_000))).expect("a point");
        assert_eq!((sketch.pin, sketch.scale.0), (Some((WIDTH / 2, HEIGHT / 2)), 100));
        assert!(Sketch::of(&[], None).is_none());
    }
}
