use proptest::prelude::*;

use super::*;

fn told(content: &[u8], name: &str) -> Option<&'static str> {
    let mut scan = TextScan::default();
    content.chunks(7).for_each(|c| scan.read(c));
    kind(&content[..content.len().min(HEAD)], &scan, name).map(|k| k.mime)
}

fn png(w: u32, h: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    out.extend(w.to_be_bytes());
    out.extend(h.to_be_bytes());
    out.extend([8, 6, 0, 0, 0]);
    out
}

fn jpeg_of(w: u16, h: u16, orientation: Option<u16>) -> Vec<u8> {
    let mut out = vec![0xff, 0xd8];
    if let Some(o) = orientation {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
        exif.extend(o.to_be_bytes());
        exif.extend([0, 0]);
        out.extend([0xff, 0xe1]);
        out.extend((exif.len() as u16 + 2).to_be_bytes());
        out.extend(exif);
    }
    out.extend([0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xff, 0xc2, 0, 11, 8]);
    out.extend(h.to_be_bytes());
    out.extend(w.to_be_bytes());
    out
}

fn zip_of(first: &str) -> Vec<u8> {
    let mut out = b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0".to_vec();
    out.extend((first.len() as u16).to_le_bytes());
    out.extend([0, 0]);
    out.extend(first.as_bytes());
    out.resize(out.len() + 100, 0x41);
    out
}

#[test]
fn the_content_tells_the_type_whatever_the_name_says() {
    assert_eq!(told(&png(3, 4), "a.exe"), Some("image/png"));
    assert_eq!(told(&jpeg_of(3, 4, None), "a.png"), Some("image/jpeg"));
    assert_eq!(told(b"GIF89a\x03\0\x04\0", "x"), Some("image/gif"));
    assert_eq!(told(b"%PDF-1.7 and more", "x.txt"), Some("application/pdf"));
    assert_eq!(told(&zip_of("word/document.xml"), "x.docx"), Some(DOCX.mime));
    assert_eq!(told(&zip_of("readme.txt"), "x.docx"), Some("application/zip"));
    assert_eq!(told(b"Rar!\x1a\x07\x01\0 and more", "x"), Some("application/vnd.rar"));
    assert_eq!(told("姓名,电话\n张三,1\n".as_bytes(), "x.csv"), Some("text/csv; charset=utf-8"));
    assert_eq!(told("日志".as_bytes(), "x.TXT"), Some("text/plain; charset=utf-8"));
    assert_eq!(told(b"\xd0\xd5\xc3\xfb,1\r\n", "gbk.csv"), Some("text/csv"));
}

#[test]
fn what_could_run_or_is_unknown_is_refused() {
    for (content, name) in [
        (&b"MZ\x90\0\x03\0\0\0"[..], "a.txt"),
        (b"\x7fELF\x02\x01\x01\0", "a.png"),
        (b"<!DOCTYPE html><script>1</script>", "a.txt"),
        (b"<html><body>", "a.csv"),
        (b"<?xml version=\"1.0\"?><svg onload=\"x\"/>", "a.svg"),
        (b"#!/bin/sh\nrm -rf /\n", "a.txt"),
        (b"plain words", "a.exe"),
        (b"plain words", "noextension"),
        (b"nul\0inside", "a.txt"),
        (b"\x01\x02\x03", "a.csv"),
    ] {
        assert_eq!(told(content, name), None, "{name}: {}", String::from_utf8_lossy(content));
    }
}

#[test]
fn text_cut_inside_a_character_is_not_utf8() {
    assert_eq!(told(&"日志".as_bytes()[..4], "x.txt"), Some("text/plain"));
}

#[test]
fn names_are_cut_to_what_cannot_deceive() {
    for (sent, kind, kept) in [
        ("../../etc/passwd", TEXT, "passwd.txt"),
        ("C:\\Users\\张三\\报告.pdf", PDF, "报告.pdf"),
        ("invoice.pdf.exe", PDF, "invoice.pdf.exe.pdf"),
        ("photo.JPG", JPEG, "photo.JPG"),
        ("photo.jpg", PNG, "photo.jpg.png"),
        ("", PNG, "file.png"),
        ("...", PNG, "file.png"),
        (".png", PNG, "png.png"),
        ("a\r\nSet-Cookie: x\".png", PNG, "a  Set-Cookie x.png"),
        ("cod\u{202e}gnp.exe", PNG, "codgnp.exe.png"),
    ] {
        assert_eq!(clean_name(sent, kind), kept, "{sent:?}");
    }
}

#[test]
fn dimensions_come_from_the_headers() {
    assert_eq!(dimensions(PNG, &png(640, 480)), Some((640, 480)));
    assert_eq!(dimensions(GIF, b"GIF89a\x80\x02\xe0\x01"), Some((640, 480)));
    assert_eq!(dimensions(JPEG, &jpeg_of(640, 480, None)), Some((640, 480)));
    assert_eq!(dimensions(JPEG, &jpeg_of(640, 480, Some(1))), Some((640, 480)));
    assert_eq!(dimensions(JPEG, &jpeg_of(640, 480, Some(6))), Some((480, 640)));
    let webp = |chunk: &[u8]| [b"RIFF\0\0\0\0WEBP", chunk].concat();
    assert_eq!(dimensions(WEBP, &webp(b"VP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0")), Some((640, 480)));
    assert_eq!(dimensions(WEBP, &webp(b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01")), Some((640, 480)));
    let bits: u32 = 639 | (479 << 14);
    assert_eq!(dimensions(WEBP, &webp(&[&b"VP8L\0\0\0\0\x2f"[..], &bits.to_le_bytes()].concat())), Some((640, 480)));
    assert_eq!(dimensions(PNG, &png(0, 480)), None);
    assert_eq!(dimensions(PDF, b"%PDF-1.7"), None);
}

const SIGNATURES: &[&[u8]] = &[
    b"",
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF89a",
    b"RIFF\0\0\0\0WEBPVP8 ",
    b"RIFF\0\0\0\0WEBPVP8X",
    b"RIFF\0\0\0\0WEBPVP8L",
    b"PK\x03\x04",
    b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"Rar!\x1a\x07",
    b"%PDF-",
    b"\xff\xd8\xff\xe1\0\x20Exif\0\0MM\0*",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn no_content_makes_it_panic(signature in 0..SIGNATURES.len(), rest in prop::collection::vec(any::<u8>(), 0..700), name in ".{0,12}") {
        let content = [SIGNATURES[signature], &rest].concat();
        told(&content, &name);
        for kind in KINDS {
            if let Some((w, h)) = dimensions(kind, &content) {
                prop_assert!(w > 0 && h > 0);
            }
            let kept = clean_name(&name, kind);
            prop_assert!(!kept.contains(['/', '\\', '"', '\r', '\n', '\0']) && kept.chars().count() <= NAME_MAX + 6);
            prop_assert_eq!(clean_name(&kept, kind), kept.clone());
        }
    }

    #[test]
    fn the_scan_does_not_depend_on_where_chunks_end(text in "\\PC{0,40}", cut in 1usize..9) {
        let mut scan = TextScan::default();
        text.as_bytes().chunks(cut).for_each(|c| scan.read(c));
        prop_assert!(scan.is_utf8());
    }
}
