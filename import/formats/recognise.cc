#include "import/formats/recognise.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "import/formats/clean_text.h"

namespace ogi {
namespace {

// PDF readers look for the mark in as many bytes.
constexpr size_t kPdfMarkWithin = 1024;
// A page says what it is within as many.
constexpr size_t kMarkupWithin = 4096;

struct Foreign {
  absl::string_view mark;
  // Bytes before the mark.
  size_t offset;
  absl::string_view chinese;
  absl::string_view english;
};

constexpr absl::string_view kImageChinese =
    "这是图片，读不出文字。请取得报告的原始文件（网页、Word 或 PDF）后重试。";
constexpr absl::string_view kImageEnglish =
    "This is an image, which has no text to read. Get the report's original (web page, Word or "
    "PDF) "
    "and try again.";
constexpr absl::string_view kArchiveChinese = "这是压缩包。请先解压，再导入其中的报告。";
constexpr absl::string_view kArchiveEnglish =
    "This is an archive. Unpack it, then import the report that is in it.";
constexpr absl::string_view kOtherChinese = "这种格式不能读取。请另存为 .docx 或 PDF 后重试。";
constexpr absl::string_view kOtherEnglish =
    "This format cannot be read. Save it as .docx or PDF and try again.";

constexpr Foreign kForeign[] = {
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 0,
     "这是旧版 Word（.doc、.wps）或加了密码的文件。请打开后另存为 .docx 或 PDF（不设密码）后重试。",
     "This is an old Word file (.doc, .wps) or one with a password. Open it, save it as .docx or "
     "PDF "
     "without a password, and try again."},
    {"{\\rtf", 0, kOtherChinese, kOtherEnglish},
    {"MIME-Version:", 0, kOtherChinese, kOtherEnglish},
    {"From: <", 0, kOtherChinese, kOtherEnglish},
    {"\xFF\xD8\xFF", 0, kImageChinese, kImageEnglish},
    {"\x89PNG", 0, kImageChinese, kImageEnglish},
    {"GIF8", 0, kImageChinese, kImageEnglish},
    {absl::string_view("II*\0", 4), 0, kImageChinese, kImageEnglish},
    {absl::string_view("MM\0*", 4), 0, kImageChinese, kImageEnglish},
    {"WEBP", 8, kImageChinese, kImageEnglish},
    {"ftyp", 4, kImageChinese, kImageEnglish},
    {absl::string_view("\0\0\0\0", 4), 6, kImageChinese, kImageEnglish},
    {"Rar!\x1A", 0, kArchiveChinese, kArchiveEnglish},
    {"7z\xBC\xAF", 0, kArchiveChinese, kArchiveEnglish},
    {"\x1F\x8B", 0, kArchiveChinese, kArchiveEnglish},
};

bool Matches(const Foreign& foreign, absl::string_view bytes) {
  if (bytes.size() < foreign.offset ||
      !absl::StartsWith(bytes.substr(foreign.offset), foreign.mark)) {
    return false;
  }
  // BMP: its two letters alone could begin a text, the four zeros alone anything.
  if (foreign.offset == 6) return absl::StartsWith(bytes, "BM");
  return foreign.offset != 8 || absl::StartsWith(bytes, "RIFF");
}

// A text has no NUL, unless it is in UTF-16, which has a mark.
bool IsBinary(absl::string_view bytes) {
  return absl::StrContains(bytes, '\0') && !absl::StartsWith(bytes, "\xFF\xFE") &&
         !absl::StartsWith(bytes, "\xFE\xFF");
}

absl::Status NotReadable(absl::string_view chinese, absl::string_view english) {
  return errors::DocumentNotReadable(chinese, english);
}

}  // namespace

absl::StatusOr<FileKind> RecogniseFile(absl::string_view bytes) {
  if (bytes.empty()) {
    return NotReadable("文件是空的，请确认选对了文件。",
                       "The file is empty; make sure it is the right one.");
  }
  for (const Foreign& foreign : kForeign) {
    if (Matches(foreign, bytes)) return NotReadable(foreign.chinese, foreign.english);
  }
  if (absl::StartsWith(bytes, "PK\x03\x04") || absl::StartsWith(bytes, "PK\x05\x06")) {
    return FileKind::kZip;
  }
  if (absl::StrContains(bytes.substr(0, kPdfMarkWithin), "%PDF-")) return FileKind::kPdf;
  if (IsBinary(bytes)) return NotReadable(kOtherChinese, kOtherEnglish);
  return FileKind::kMarkupOrText;
}

absl::StatusOr<MarkupKind> RecogniseMarkup(absl::string_view text) {
  const absl::string_view start = StripSpace(text.substr(0, kMarkupWithin));
  if (absl::StrContains(start, "mso-application") || absl::StrContains(start, "<pkg:package") ||
      absl::StrContains(start, "<w:wordDocument")) {
    return NotReadable(kOtherChinese, kOtherEnglish);
  }
  if (start.size() > 1 && start[0] == '<' &&
      (absl::ascii_isalpha(static_cast<unsigned char>(start[1])) || start[1] == '!' ||
       start[1] == '?')) {
    return MarkupKind::kHtml;
  }
  const std::string lower = absl::AsciiStrToLower(text);
  for (absl::string_view tag : {"<table", "<td", "</p>", "</div>", "<html", "<body"}) {
    if (absl::StrContains(lower, tag)) return MarkupKind::kTextWithHtml;
  }
  return MarkupKind::kText;
}

}  // namespace ogi
