//! A population without a single real person: for simulations, benchmarks and tests.
//!
//! People and posts have an occupation, a region and a level; a pair scores by how well they meet, by how good the
//! post is, and by a taste of its own. Some occupations have many people for few posts and some the reverse, and good
//! posts are good for everybody: plain recommendation crowds on them, as it does in life.

use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::error::Result;
use crate::facts::{Ask, Item, Offer, Reasons, Recipient, Referrals, TakeOffers};

/// A source of numbers that is the same on every machine (SplitMix64; Steele, Lea, Flood 2014).
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// A source that begins at `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    #[must_use]
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        mix(self.0)
    }

    /// A number below `end`; 0 where that is 0.
    #[must_use]
    pub fn below(&mut self, end: u32) -> u32 {
        scale(self.draw(), end)
    }
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

fn scale(number: u64, end: u32) -> u32 {
    (((number >> 32) * u64::from(end)) >> 32) as u32
}

/// A number below `end` that belongs to these values for good.
#[must_use]
pub fn fixed(seed: u64, values: [u64; 3], end: u32) -> u32 {
    let mixed =
        values.iter().fold(mix(seed), |state, &value| mix(state ^ value.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
    scale(mixed, end)
}

/// How large a population is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// People.
    pub people: u32,
    /// Posts.
    pub posts: u32,
    /// Where the numbers begin: the same seed is the same population.
    pub seed: u64,
    /// The day on which the newest post was published; the others are up to thirty days older.
    pub date: Date,
}

#[derive(Debug, Clone, Copy)]
struct Traits {
    occupation: u32,
    region: u32,
    level: u32,
    /// How good a post is for everybody.
    charm: u32,
}

/// A made-up population as a source of referrals.
pub struct Synthetic {
    seed: u64,
    people: Vec<Traits>,
    recipients: Vec<Recipient>,
    posts: Vec<Traits>,
    items: Vec<Item>,
    by_occupation: Vec<Vec<u32>>,
    by_region: Vec<Vec<u32>>,
}

/// Posts of one occupation on the average; chosen: a list of forty has something to choose from.
const POSTS_OF_OCCUPATION: u32 = 150;

/// Districts of the city.
const REGIONS: u32 = 16;

impl Synthetic {
    /// Makes a population.
    #[must_use]
    pub fn new(shape: &Shape) -> Self {
        let mut random = Random::new(shape.seed);
        let occupations = (shape.posts / POSTS_OF_OCCUPATION).max(4);
        // The lesser of two draws: some occupations have several times the people of others.
        let people: Vec<Traits> = (0..shape.people)
            .map(|_| {
                let occupation = random.below(occupations).min(random.below(occupations));
                traits(&mut random, occupation)
            })
            .collect();
        let posts: Vec<Traits> = (0..shape.posts)
            .map(|_| {
                let occupation = random.below(occupations);
                traits(&mut random, occupation)
            })
            .collect();
        let recipients = (0..shape.people).map(|at| recipient(at, &mut random)).collect();
        let items = items(&posts, shape.date, &mut random);
        let group_by = |key: fn(&Traits) -> u32, count: u32| {
            let mut lists = vec![Vec::new(); count as usize];
            posts.iter().zip(0..).for_each(|(post, at)| lists[key(post) as usize].push(at));
            lists
        };
        let by_occupation = group_by(|post| post.occupation, occupations);
        let by_region = group_by(|post| post.region, REGIONS);
        Self { seed: shape.seed, people, recipients, posts, items, by_occupation, by_region }
    }

    /// Opens or closes a post.
    pub fn set_item_open(&mut self, item: u32, open: bool) {
        self.items[item as usize].open = open;
    }

    /// Lets a person look for work, or not any more.
    pub fn set_recipient_open(&mut self, place: usize, open: bool) {
        self.recipients[place].open = open;
    }

    /// The score of a pair, 0..=10 000.
    #[must_use]
    pub fn score(&self, place: usize, item: u32) -> u16 {
        let (person, post) = (&self.people[place], &self.posts[item as usize]);
        let region = match person.region.abs_diff(post.region) {
            0 => 1800,
            1 => 1200,
            _ => 300,
        };
        let level = 1700u32.saturating_sub(person.level.abs_diff(post.level) * 2);
        let taste = fixed(self.seed, [1, place as u64, u64::from(item)], 1000);
        (3500 + region + level + 2 * post.charm + taste).min(10_000) as u16
    }

    fn list(&self, place: usize, ask: &Ask) -> Vec<Offer> {
        let person = &self.people[place];
        let offer = |&item: &u32| {
            let post = &self.posts[item as usize];
            let far = person.region.abs_diff(post.region).min(10) as u16;
            Offer { item, score: self.score(place, item), nearness: 1000 - 100 * far }
        };
        let asked = |item: &Item| match ask.gigs_since {
            Some(since) => item.gig && item.published >= Some(since),
            None => true,
        };
        let own = self.by_occupation[person.occupation as usize].iter();
        let open = own.map(|at| (at, &self.items[*at as usize])).filter(|(_, item)| item.open && asked(item));
        let offers = open.map(|(at, _)| offer(at));
        let mut offers: Vec<Offer> = offers.filter(|offer| u32::from(offer.score) >= ask.min_score).collect();
        let near = |offer: &Offer| if ask.gigs_since.is_some() { offer.nearness } else { 0 };
        let best_first = |offer: &Offer| (std::cmp::Reverse((near(offer), offer.score)), offer.item);
        if offers.len() > ask.top {
            offers.select_nth_unstable_by_key(ask.top, best_first);
            offers.truncate(ask.top);
        }
        offers.sort_unstable_by_key(best_first);
        offers
    }
}

impl Synthetic {
    fn reasons_for(&self, place: usize, item: u32) -> Reasons {
        let (person, post) = (&self.people[place], &self.posts[item as usize]);
        let mut reasons = Reasons { positive: vec!["工种一致".into()], ..Reasons::default() };
        if person.region == post.region {
            reasons.positive.push("在您所在的区".into());
        }
        if self.items[item as usize].headcount.is_none() {
            reasons.open.push("招聘人数未写明".into());
        }
        reasons
    }
}

fn traits(random: &mut Random, occupation: u32) -> Traits {
    let region = random.below(REGIONS);
    // The product of two draws: few posts are very good.
    let charm = random.below(1000) * random.below(1000) / 1000;
    Traits { occupation, region, level: random.below(1000), charm }
}

fn recipient(at: u32, random: &mut Random) -> Recipient {
    let groups = match random.below(100) {
        0..15 => vec!["registered_unemployed".to_owned()],
        15..19 => vec!["hard_to_employ".to_owned()],
        19..22 => vec!["disabled".to_owned()],
        _ => Vec::new(),
    };
    Recipient {
        id: format!("P{at:08}"),
        consent: Some(random.below(100) < 95),
        personalisation: Some(random.below(100) < 97),
        open: true,
        groups,
        available_from: None,
    }
}

fn items(posts: &[Traits], date: Date, random: &mut Random) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::with_capacity(posts.len());
    for (at, post) in posts.iter().enumerate() {
        let id = format!("J{at:08}");
        let before = items.last().filter(|_| posts[at.saturating_sub(1)].occupation == post.occupation);
        let group = before.map(|before| before.group.clone()).unwrap_or_else(|| id.clone());
        let age = jiff::Span::new().days(i64::from(random.below(30)));
        items.push(Item {
            group,
            title: format!("岗位{}", post.occupation),
            about: String::new(),
            headcount: Some(1 + random.below(5) * random.below(3)).filter(|_| random.below(10) > 0),
            occupation: post.occupation.to_string(),
            published: Some(date.saturating_sub(age)),
            gig: random.below(10) == 0,
            open: true,
            id,
        });
    }
    items
}

impl Referrals for Synthetic {
    fn recipient_count(&self) -> usize {
        self.recipients.len()
    }

    fn recipient(&self, place: usize) -> Result<Recipient> {
        Ok(self.recipients[place].clone())
    }

    fn items(&self) -> &[Item] {
        &self.items
    }

    fn offers(&self, part: Range<usize>, ask: &Ask, take: &mut TakeOffers<'_>) -> Result<()> {
        let lists: Vec<Vec<Offer>> =
            part.clone().into_par_iter().map(|place| self.list(place, ask)).collect();
        part.zip(lists).try_for_each(|(place, offers)| take(place, offers))
    }

    fn recent(&self, place: usize, top: usize) -> Result<Vec<u32>> {
        let mut near = self.by_region[self.people[place].region as usize].clone();
        near.retain(|&item| self.items[item as usize].open);
        near.sort_unstable_by_key(|&item| (std::cmp::Reverse(self.items[item as usize].published), item));
        near.truncate(top);
        Ok(near)
    }

    fn reasons(&self, pairs: &[(usize, u32)]) -> Result<Vec<Reasons>> {
        Ok(pairs.iter().map(|&(place, item)| self.reasons_for(place, item)).collect())
    }

    fn relaxations(&self, place: usize, _: u32, _: &rengang::RelaxPolicy) -> Result<Vec<String>> {
        let posts = self.by_occupation[self.people[place].occupation as usize].len();
        Ok(vec![format!("放宽地区：同工种在招岗位共 {posts} 个")])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_is_the_same_population_and_lists_are_best_first() {
        let shape = Shape { people: 50, posts: 600, seed: 3, date: jiff::civil::date(2026, 11, 20) };
        let (one, other) = (Synthetic::new(&shape), Synthetic::new(&shape));
        assert_eq!(one.items(), other.items());
        let ask = Ask { top: 10, min_score: 5000, gigs_since: None };
        for place in 0..50 {
            let list = one.list(place, &ask);
            assert_eq!(list, other.list(place, &ask));
            assert!(list.len() <= 10 && list.windows(2).all(|w| w[0].score >= w[1].score));
        }
    }
}
