//! Prints the ideographs that the script dictionary changes; `tables/traditional.txt` is those outside of GB 2312.

#[expect(clippy::print_stdout, reason = "printing is what it is for")]
fn main() {
    let opencc = opencc_fmmseg::OpenCC::new();
    let changed = |c: &char| opencc.tw2sp(&c.to_string(), false) != c.to_string();
    let table: Vec<char> = ('\u{4e00}'..='\u{9fff}').filter(changed).collect();
    for line in table.chunks(64) {
        println!("{}", line.iter().collect::<String>());
    }
}
