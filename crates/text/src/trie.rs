//! Phrases in a tree of characters: one pass over a text finds them all.
//!
//! Instead of an automaton, because it is built in one linear walk over sorted phrases (thirty thousand in 3 ms, where
//! daachorse needs 40), and because most characters of a text begin no phrase: three look-ups in small tables tell
//! that. Measured by the `reading` bench: a pass costs a third of one with a character-wise automaton.

use std::ops::Range;

/// A set of phrases, numbered in their sorted order.
///
/// ```
/// use rengang_text::Trie;
/// let trie = Trie::new(&["不", "不要", "要求"]);
/// let words: Vec<_> = trie.leftmost_longest("不要求").collect();
/// assert_eq!(words, [(0..6, 1)]);
/// let mut all = Vec::new();
/// trie.each("不要求", |span, phrase| all.push((span, phrase)));
/// assert_eq!(all, [(0..6, 1), (0..3, 0), (3..9, 2)]);
/// ```
#[derive(Debug, Clone)]
pub struct Trie {
    alphabet: Alphabet,
    /// The node of each first character, by its code; `0` where none begins with it.
    roots: Vec<u32>,
    /// Children of one node lie side by side, by their codes; node 0 is unused.
    nodes: Vec<Node>,
    phrases: u32,
}

#[derive(Debug, Clone, Copy)]
struct Node {
    /// The character that leads here.
    code: u16,
    children: u16,
    first: u32,
    /// The phrase that ends here.
    phrase: u32,
}

/// Of a node at which no phrase ends.
const NONE: u32 = u32::MAX;

impl Trie {
    /// Builds the tree of `phrases`, which are sorted, distinct and not empty.
    ///
    /// # Panics
    ///
    /// Where they are not, or hold more than 65,535 different characters.
    #[must_use]
    pub fn new<S: AsRef<str>>(phrases: &[S]) -> Self {
        let sorted = phrases.windows(2).all(|pair| pair[0].as_ref() < pair[1].as_ref());
        assert!(sorted && phrases.first().is_none_or(|p| !p.as_ref().is_empty()), "phrases out of order");
        let alphabet = Alphabet::of(phrases.iter().flat_map(|p| p.as_ref().chars()));
        let mut codes = Vec::new();
        let mut bounds = vec![0];
        for phrase in phrases {
            codes.extend(phrase.as_ref().chars().map(|c| alphabet.code(c)));
            bounds.push(codes.len() as u32);
        }
        let (roots, nodes) = Build { codes: &codes, bounds: &bounds }.nodes(alphabet.len());
        Self { alphabet, roots, nodes, phrases: phrases.len() as u32 }
    }

    /// How many phrases there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.phrases as usize
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.phrases == 0
    }

    /// The phrases of `text` from left to right, at each place the longest, none overlapping another.
    pub fn leftmost_longest<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, u32)> + 't {
        let text = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < text.len() {
                let start = at;
                let (code, len) = self.alphabet.code_at(text, at);
                at += len;
                let root = self.roots[usize::from(code)];
                if root == 0 {
                    continue;
                }
                let mut longest = None;
                self.walk(root, text, at, |end, phrase| longest = Some((end, phrase)));
                if let Some((end, phrase)) = longest {
                    at = end;
                    return Some((start..end, phrase));
                }
            }
            None
        })
    }

    /// Gives every place of every phrase to `found`: by start, the longer first.
    pub fn each(&self, text: &str, mut found: impl FnMut(Range<usize>, u32)) {
        let text = text.as_bytes();
        let mut ends: Vec<(usize, u32)> = Vec::with_capacity(8);
        let mut at = 0;
        while at < text.len() {
            let start = at;
            let (code, len) = self.alphabet.code_at(text, at);
            at += len;
            let root = self.roots[usize::from(code)];
            if root != 0 {
                self.walk(root, text, at, |end, phrase| ends.push((end, phrase)));
                while let Some((end, phrase)) = ends.pop() {
                    found(start..end, phrase);
                }
            }
        }
    }

    /// Follows the text from a node and tells each phrase that ends on the way, the shorter first.
    #[inline]
    fn walk(&self, node: u32, text: &[u8], mut at: usize, mut ends: impl FnMut(usize, u32)) {
        let mut node = &self.nodes[node as usize];
        loop {
            if node.phrase != NONE {
                ends(at, node.phrase);
            }
            if node.children == 0 || at >= text.len() {
                return;
            }
            let (code, len) = self.alphabet.code_at(text, at);
            let Some(next) = self.child(node, code) else { return };
            (node, at) = (next, at + len);
        }
    }

    #[inline]
    fn child(&self, node: &Node, code: u16) -> Option<&Node> {
        let first = node.first as usize;
        let children = &self.nodes[first..first + usize::from(node.children)];
        if children.len() <= FEW {
            return children.iter().find(|child| child.code == code);
        }
        children.binary_search_by_key(&code, |child| child.code).ok().map(|at| &children[at])
    }

    /// Bytes that it takes.
    #[must_use]
    pub fn heap_bytes(&self) -> usize {
        self.nodes.len() * size_of::<Node>() + self.roots.len() * 4 + self.alphabet.heap_bytes()
    }
}

/// Chosen: up to so many children are looked through one by one, which is as fast as halving there.
const FEW: usize = 8;

/// The characters of all phrases, numbered from 1 in their order; 0 is any other one.
#[derive(Debug, Clone)]
struct Alphabet {
    /// Where in `codes` the page of each 64 characters below U+10000 begins; the first page is empty.
    pages: Vec<u32>,
    codes: Vec<u16>,
    /// Rarer characters, sorted.
    far: Vec<char>,
    /// Code of the first of them.
    far_from: u16,
}

const PAGE: usize = 64;
const NEAR: usize = 0x10000;

impl Alphabet {
    fn of(chars: impl Iterator<Item = char>) -> Self {
        let mut near = vec![false; NEAR];
        let mut far = Vec::new();
        for c in chars {
            match near.get_mut(c as usize) {
                Some(seen) => *seen = true,
                None => far.push(c),
            }
        }
        far.sort_unstable();
        far.dedup();
        let mut alphabet = Self { pages: vec![0; NEAR / PAGE], codes: vec![0; PAGE], far, far_from: 1 };
        for page in 0..NEAR / PAGE {
            alphabet.add_page(page, &near[page * PAGE..(page + 1) * PAGE]);
        }
        assert!(alphabet.len() <= usize::from(u16::MAX), "too many different characters");
        alphabet
    }

    fn add_page(&mut self, page: usize, seen: &[bool]) {
        if !seen.contains(&true) {
            return;
        }
        self.pages[page] = self.codes.len() as u32;
        for &seen in seen {
            self.codes.push(if seen { self.far_from } else { 0 });
            self.far_from += u16::from(seen);
        }
    }

    fn code(&self, c: char) -> u16 {
        let c = c as usize;
        if c < NEAR {
            return self.codes[self.pages[c / PAGE] as usize + c % PAGE];
        }
        let far = self.far.binary_search_by_key(&c, |&far| far as usize);
        far.map_or(0, |at| self.far_from + at as u16)
    }

    /// The code of the character whose bytes begin at `at`, and how many these are.
    ///
    /// Decodes by hand, since this is the innermost step of all reading: a page is what all but the last byte tell.
    #[inline(always)]
    fn code_at(&self, text: &[u8], at: usize) -> (u16, usize) {
        let first = usize::from(text[at]);
        let low = |n: usize| usize::from(text[at + n] & 0x3f);
        let (page, place, len) = match first {
            ..0x80 => (first / PAGE, first % PAGE, 1),
            0x80..0xe0 => (first & 0x1f, low(1), 2),
            0xe0..0xf0 => ((first & 0xf) * PAGE + low(1), low(2), 3),
            _ => {
                let c = (first & 7) << 18 | low(1) << 12 | low(2) << 6 | low(3);
                return (char::from_u32(c as u32).map_or(0, |c| self.code(c)), 4);
            }
        };
        (self.codes[self.pages[page] as usize + place], len)
    }

    /// One more than the greatest code.
    fn len(&self) -> usize {
        usize::from(self.far_from) + self.far.len()
    }

    fn heap_bytes(&self) -> usize {
        self.codes.len() * 2 + (self.pages.len() + self.far.len()) * 4
    }
}

/// Phrases as codes, end to end.
struct Build<'p> {
    codes: &'p [u16],
    bounds: &'p [u32],
}

impl Build<'_> {
    fn nodes(&self, alphabet: usize) -> (Vec<u32>, Vec<Node>) {
        let unused = Node { code: 0, children: 0, first: 0, phrase: NONE };
        let (mut roots, mut nodes) = (vec![0; alphabet], vec![unused]);
        // Nodes in the order in which they are made, each with the phrases below it.
        let mut below: Vec<Range<usize>> = std::iter::once(0..0).collect();
        self.add_children(0..self.bounds.len() - 1, 0, &mut nodes, &mut below);
        for (at, node) in nodes.iter().enumerate().skip(1) {
            roots[usize::from(node.code)] = at as u32;
        }
        let (mut at, mut depth, mut level_ends) = (1, 1, nodes.len());
        while at < nodes.len() {
            if at == level_ends {
                (depth, level_ends) = (depth + 1, nodes.len());
            }
            let mut range = below[at].clone();
            if self.codes_of(range.start).len() == depth {
                nodes[at].phrase = range.start as u32;
                range.start += 1;
            }
            nodes[at].first = nodes.len() as u32;
            nodes[at].children = self.add_children(range, depth, &mut nodes, &mut below);
            at += 1;
        }
        (roots, nodes)
    }

    /// Adds a node for each different character at `depth` of the phrases of `range`.
    fn add_children(
        &self,
        range: Range<usize>,
        depth: usize,
        nodes: &mut Vec<Node>,
        below: &mut Vec<Range<usize>>,
    ) -> u16 {
        let before = nodes.len();
        let mut from = range.start;
        while from < range.end {
            let code = self.codes_of(from)[depth];
            let same = (from..range.end).take_while(|&phrase| self.codes_of(phrase)[depth] == code).count();
            nodes.push(Node { code, children: 0, first: 0, phrase: NONE });
            below.push(from..from + same);
            from += same;
        }
        (nodes.len() - before) as u16
    }

    fn codes_of(&self, phrase: usize) -> &[u16] {
        &self.codes[self.bounds[phrase] as usize..self.bounds[phrase + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(phrases: &[&str], text: &str, expected: &[(&str, &str)]) {
        let trie = Trie::new(phrases);
        let mut all = Vec::new();
        trie.each(text, |span, phrase| all.push((&text[span], phrases[phrase as usize])));
        assert_eq!(all, expected, "{text}");
    }

    #[test]
    fn phrases_of_one_character_and_rare_characters_are_found() {
        check(
            &["a", "ab", "乙", "𠮷野"],
            "ab𠮷野乙",
            &[("ab", "ab"), ("a", "a"), ("𠮷野", "𠮷野"), ("乙", "乙")],
        );
        check(&[], "ab", &[]);
        check(&["甲"], "", &[]);
    }

    proptest! {
        #[test]
        fn every_place_of_every_phrase_is_found(
            phrases in prop::collection::btree_set("[ab甲乙𠮷]{1,4}", 0..20),
            text in "[abc甲乙丙𠮷]{0,40}",
        ) {
            let phrases: Vec<String> = phrases.into_iter().collect();
            let trie = Trie::new(&phrases);
            let mut found = Vec::new();
            trie.each(&text, |span, phrase| found.push((span, phrase as usize)));
            let mut expected: Vec<(Range<usize>, usize)> = (0..phrases.len())
                .flat_map(|n| text.char_indices().map(move |(at, _)| (at, n)))
                .filter(|&(at, n)| text[at..].starts_with(&phrases[n]))
                .map(|(at, n)| (at..at + phrases[n].len(), n))
                .collect();
            expected.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
            prop_assert_eq!(&found, &expected);
            let mut end = 0;
            expected.retain(|(span, _)| {
                let free = span.start >= end;
                end = if free { span.end } else { end };
                free
            });
            let longest: Vec<_> = trie.leftmost_longest(&text).map(|(span, n)| (span, n as usize)).collect();
            prop_assert_eq!(longest, expected);
        }
    }
}
