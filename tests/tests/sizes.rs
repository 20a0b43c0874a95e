//! Size and depth of functions and files, as a report and as limits (`cargo test -p rengang-tests --test sizes --
//! --nocapture`). Tests are not counted.

use std::cmp::Reverse;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

/// Limits of the house: a function's lines and depth of blocks, a file's lines.
const MOST_LINES: usize = 60;
const MOST_DEPTH: usize = 4;
const MOST_FILE_LINES: usize = 500;

struct Function {
    place: String,
    lines: usize,
    depth: usize,
}

/// Collects the functions of a file.
struct Measure {
    file: String,
    found: Vec<Function>,
    /// Blocks around what is visited, within the function at hand.
    depth: usize,
    deepest: usize,
}

impl Measure {
    fn function(&mut self, name: &syn::Ident, block: &syn::Block, walk: impl FnOnce(&mut Self)) {
        let outer = (std::mem::take(&mut self.depth), std::mem::take(&mut self.deepest));
        walk(self);
        let lines = block.span().end().line - block.span().start().line + 1;
        self.found.push(Function { place: format!("{}::{name}", self.file), lines, depth: self.deepest });
        (self.depth, self.deepest) = outer;
    }

    fn deeper(&mut self, walk: impl FnOnce(&mut Self)) {
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
        walk(self);
        self.depth -= 1;
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|a| a.path().is_ident("test") || a.meta.require_list().is_ok_and(names_test))
}

fn names_test(list: &syn::MetaList) -> bool {
    list.path.is_ident("cfg") && list.tokens.to_string() == "test"
}

impl<'ast> Visit<'ast> for Measure {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if !is_test(&item.attrs) {
            self.function(&item.sig.ident, &item.block, |inner| visit::visit_item_fn(inner, item));
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.function(&item.sig.ident, &item.block, |inner| visit::visit_impl_item_fn(inner, item));
    }

    fn visit_expr_if(&mut self, expr: &'ast syn::ExprIf) {
        self.deeper(|inner| {
            inner.visit_expr(&expr.cond);
            inner.visit_block(&expr.then_branch);
        });
        match expr.else_branch.as_ref().map(|(_, otherwise)| &**otherwise) {
            // `else if` goes on, no deeper.
            Some(next @ syn::Expr::If(_)) => self.visit_expr(next),
            Some(otherwise) => self.deeper(|inner| inner.visit_expr(otherwise)),
            None => {}
        }
    }

    fn visit_expr_match(&mut self, expr: &'ast syn::ExprMatch) {
        self.deeper(|inner| visit::visit_expr_match(inner, expr));
    }

    fn visit_expr_for_loop(&mut self, expr: &'ast syn::ExprForLoop) {
        self.deeper(|inner| visit::visit_expr_for_loop(inner, expr));
    }

    fn visit_expr_while(&mut self, expr: &'ast syn::ExprWhile) {
        self.deeper(|inner| visit::visit_expr_while(inner, expr));
    }

    fn visit_expr_loop(&mut self, expr: &'ast syn::ExprLoop) {
        self.deeper(|inner| visit::visit_expr_loop(inner, expr));
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && path.file_name() != Some("tests.rs".as_ref())
        {
            found.push(path);
        }
    }
}

/// Every function outside of tests, and the lines of every file before its tests.
fn measured() -> (Vec<Function>, Vec<(String, usize)>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the workspace");
    let mut paths = Vec::new();
    for room in std::fs::read_dir(root.join("crates")).expect("crates").flatten() {
        sources(&room.path().join("src"), &mut paths);
    }
    let (mut functions, mut files) = (Vec::new(), Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a source");
        let file = path.strip_prefix(root.join("crates")).expect("within").display().to_string();
        files.push((file.clone(), text.lines().take_while(|line| *line != "#[cfg(test)]").count()));
        let mut measure = Measure { file, found: Vec::new(), depth: 0, deepest: 0 };
        measure.visit_file(&syn::parse_file(&text).expect("our sources are Rust"));
        functions.append(&mut measure.found);
    }
    (functions, files)
}

#[test]
fn functions_and_files_are_small() {
    let (mut functions, mut files) = measured();
    assert!(functions.len() > 1000 && files.len() > 100, "the sources were not found");
    functions.sort_by_key(|f| Reverse(f.lines));
    files.sort_by_key(|f| Reverse(f.1));
    let lines: usize = functions.iter().map(|f| f.lines).sum();
    println!("{} functions, {} lines on average", functions.len(), lines / functions.len());
    let share = |most: usize| functions.iter().filter(|f| f.lines <= most).count() * 100 / functions.len();
    println!("{} % within 8 lines, {} % within 25", share(8), share(25));
    functions.iter().take(10).for_each(|f| println!("{:4} lines  depth {}  {}", f.lines, f.depth, f.place));
    files.iter().take(5).for_each(|(file, lines)| println!("{lines:4} lines  {file}"));
    let over = |f: &&Function| f.lines > MOST_LINES || f.depth > MOST_DEPTH;
    let over: Vec<&str> = functions.iter().filter(over).map(|f| f.place.as_str()).collect();
    assert!(over.is_empty(), "too long or too deep: {over:?}");
    let long: Vec<_> = files.iter().filter(|f| f.1 > MOST_FILE_LINES).collect();
    assert!(long.is_empty(), "too long: {long:?}");
}
