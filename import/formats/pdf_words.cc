#include "import/formats/pdf_words.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/errors.h"
#include "common/limits.h"

namespace ogi {
namespace {

// Pages are a few hundred points wide; far outside of them nothing is seen.
constexpr int kFarthest = 10'000'000;

absl::Status Damaged() {
  return errors::DocumentNotReadable(
      "PDF 文件已损坏或不完整。请重新取得文件，或从 Word 重新导出 PDF 后重试。",
      "The PDF is damaged or incomplete. Get the file again, or export it from Word anew, and try "
      "again.");
}

// Takes the next field off `line`.
absl::string_view TakeField(absl::string_view& line) {
  const size_t end = std::min(line.find(' '), line.size());
  const absl::string_view field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

bool TakeNumber(absl::string_view& line, int& number) {
  return absl::SimpleAtoi(TakeField(line), &number) && number >= -kFarthest && number <= kFarthest;
}

bool TakePoints(absl::string_view& line, double& points) {
  int hundredths = 0;
  if (!TakeNumber(line, hundredths)) return false;
  points = hundredths / 100.0;
  return true;
}

bool ReadWord(absl::string_view line, PdfWord& word) {
  if (!TakePoints(line, word.left) || !TakePoints(line, word.top) ||
      !TakePoints(line, word.right) || !TakePoints(line, word.bottom) ||
      !TakeNumber(line, word.rotation)) {
    return false;
  }
  word.rotation &= 3;
  word.text = std::string(line);
  return word.right >= word.left && word.bottom >= word.top;
}

}  // namespace

absl::StatusOr<PdfText> ParsePdfWords(absl::string_view words) {
  PdfText text;
  for (absl::string_view line : absl::StrSplit(words, absl::ByChar('\n'))) {
    const absl::string_view kind = TakeField(line);
    if (kind == "end") return text;
    if (kind == "locked") {
      return errors::DocumentNotReadable("PDF 文件设有密码。请取消密码后重试。",
                                         "The PDF has a password. Remove it and try again.");
    }
    if (kind == "pages") {
      int count = 0;
      if (!TakeNumber(line, count)) return Damaged();
      if (count > limits::kMaxPdfPages) {
        return errors::DocumentBeyondLimit(
            absl::StrCat("PDF 文件有 ", count, " 页，超过 ", limits::kMaxPdfPages, " 页"),
            absl::StrCat("The PDF has ", count, " pages, more than ", limits::kMaxPdfPages));
      }
    } else if (kind == "title") {
      text.title = std::string(line);
    } else if (kind == "page") {
      PdfPage page;
      if (!TakePoints(line, page.width) || !TakePoints(line, page.height)) return Damaged();
      if (text.pages.size() == limits::kMaxPdfPages) return Damaged();
      text.pages.push_back(std::move(page));
    } else if (kind == "word") {
      PdfWord word;
      if (text.pages.empty() || !ReadWord(line, word)) return Damaged();
      text.pages.back().words.push_back(std::move(word));
    } else {
      return Damaged();
    }
  }
  return Damaged();
}

}  // namespace ogi
