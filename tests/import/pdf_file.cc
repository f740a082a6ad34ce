#include "tests/import/pdf_file.h"

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

namespace ogi::import_test {
namespace {

// UTF-16 in hexadecimal; the texts here stay in the basic plane.
std::string Codes(absl::string_view text, bool to_unicode) {
  std::string codes;
  for (size_t i = 0; i < text.size();) {
    const auto byte = [&](size_t at) { return static_cast<unsigned char>(text[at]); };
    unsigned code = byte(i);
    if (code < 0x80) {
      i += 1;
    } else if (code < 0xE0) {
      code = (code & 0x1F) << 6 | (byte(i + 1) & 0x3Fu);
      i += 2;
    } else {
      code = (code & 0x0F) << 12 | (byte(i + 1) & 0x3Fu) << 6 | (byte(i + 2) & 0x3Fu);
      i += 3;
    }
    // Adobe-GB1 has no minus sign.
    if (code == 0x2212 && !to_unicode) code = '-';
    absl::StrAppendFormat(&codes, "%04X", code);
  }
  return codes;
}

// Codes are Unicode.
std::string ToUnicode() {
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Same def\n"
      "/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  for (int block = 0; block < 256; block += 64) {
    map += "64 beginbfrange\n";
    for (int high = block; high < block + 64; ++high) {
      absl::StrAppendFormat(&map, "<%02X00> <%02XFF> <%02X00>\n", high, high, high);
    }
    map += "endbfrange\n";
  }
  return map + "endcmap\nend\nend\n";
}

std::string Stream(absl::string_view content) {
  return absl::StrCat("<< /Length ", content.size(), " >>\nstream\n", content, "\nendstream");
}

std::string Content(const Page& page, double height, const PdfOptions& options) {
  std::string content;
  if (options.frames) {
    for (const PlacedFrame& frame : page.frames) {
      absl::StrAppendFormat(&content, "%.1f %.1f %.1f %.1f re S\n", frame.left,
                            height - frame.top - frame.height, frame.width, frame.height);
    }
  }
  absl::StrAppendFormat(&content, "BT /F1 %.0f Tf\n", kFontSize);
  for (const PlacedText& text : page.texts) {
    absl::StrAppendFormat(&content, "1 0 0 1 %.1f %.1f Tm <%s> Tj\n", text.left,
                          height - text.top + text.raised - kFontSize,
                          Codes(text.text, options.to_unicode));
  }
  return content + "ET\n";
}

std::string Assemble(const std::vector<std::string>& objects) {
  std::string file = "%PDF-1.5\n%\xE2\xE3\xCF\xD3\n";
  std::vector<size_t> offsets;
  for (size_t i = 0; i < objects.size(); ++i) {
    offsets.push_back(file.size());
    absl::StrAppend(&file, i + 1, " 0 obj\n", objects[i], "\nendobj\n");
  }
  const size_t table = file.size();
  absl::StrAppend(&file, "xref\n0 ", objects.size() + 1, "\n0000000000 65535 f \n");
  for (const size_t offset : offsets) absl::StrAppendFormat(&file, "%010d 00000 n \n", offset);
  absl::StrAppend(&file, "trailer\n<< /Size ", objects.size() + 1, " /Root 1 0 R >>\nstartxref\n",
                  table, "\n%%EOF\n");
  return file;
}

}  // namespace

std::string PdfFile(const Pages& pages, const PdfOptions& options) {
  constexpr size_t kFirstPage = 7;
  std::string kids;
  for (size_t i = 0; i < pages.pages.size(); ++i) {
    absl::StrAppend(&kids, kFirstPage + 2 * i, " 0 R ");
  }
  std::vector<std::string> objects = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      absl::StrCat("<< /Type /Pages /Kids [", kids, "] /Count ", pages.pages.size(), " >>"),
      absl::StrCat("<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /DescendantFonts [4 0 R] ",
                   options.to_unicode ? "/Encoding /Identity-H /ToUnicode 6 0 R"
                                      : "/Encoding /UniGB-UTF16-H",
                   " >>"),
      absl::StrCat("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << "
                   "/Registry (Adobe) /Ordering (",
                   options.to_unicode ? "Identity" : "GB1",
                   ") /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 /W [",
                   // ASCII is half as wide: its codes, or its place in Adobe-GB1 (both forms).
                   options.to_unicode ? "32 126 500" : "1 95 500 814 939 500", "] >>"),
      absl::StrCat("<< /Type /FontDescriptor /FontName /SimSun /Flags 4 ",
                   "/FontBBox [0 -141 1000 859] /ItalicAngle 0 /Ascent 859 /Descent -141 ",
                   "/CapHeight 683 /StemV 80 >>"),
      Stream(ToUnicode())};
  for (size_t i = 0; i < pages.pages.size(); ++i) {
    objects.push_back(absl::StrFormat(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.0f %.0f] /Resources << /Font << /F1 3 0 R "
        ">> >> /Contents %d 0 R >>",
        pages.width, pages.height, kFirstPage + 2 * i + 1));
    objects.push_back(Stream(Content(pages.pages[i], pages.height, options)));
  }
  return Assemble(objects);
}

}  // namespace ogi::import_test
