#include "clients/cli/input/csv.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/exit_code.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

char SeparatorOf(absl::string_view text) {
  const absl::string_view first = text.substr(0, text.find('\n'));
  for (const char separator : {',', ';', '\t'}) {
    if (absl::StrContains(first, separator)) return separator;
  }
  return ',';
}

class Parser {
 public:
  explicit Parser(absl::string_view text) : text_(text), separator_(SeparatorOf(text)) {}

  absl::StatusOr<std::vector<CsvRow>> Run() {
    std::vector<CsvRow> rows;
    while (!text_.empty()) {
      CsvRow row;
      row.line = line_;
      do {
        OGI_ASSIGN_OR_RETURN(std::string field, Field());
        row.fields.push_back(std::move(field));
      } while (Take(separator_));
      Take('\r');
      if (Take('\n')) ++line_;
      if (row.fields.size() > 1 || !row.fields.front().empty()) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  absl::StatusOr<std::string> Field() {
    SkipBlanks();
    if (Take('"')) return Quoted();
    size_t end = 0;
    while (end < text_.size() && !EndsField(text_[end])) ++end;
    const absl::string_view field = text_.substr(0, end);
    text_.remove_prefix(field.size());
    return std::string(absl::StripAsciiWhitespace(field));
  }

  absl::StatusOr<std::string> Quoted() {
    const int begin = line_;
    std::string field;
    while (!text_.empty()) {
      const char c = text_.front();
      text_.remove_prefix(1);
      if (c == '\n') ++line_;
      if (c != '"' || Take('"')) {
        field += c;
        continue;
      }
      SkipBlanks();
      if (text_.empty() || EndsField(text_.front())) return field;
      return InputError(
          absl::StrCat("第 ", line_,
                       " 行：引号之后应为分隔符（逗号等）或换行；文字中的引号请写成两个引号。"),
          absl::StrCat("Line ", line_,
                       ": a separator or a new line must follow the closing quote; double a quote "
                       "inside a text."));
    }
    return InputError(absl::StrCat("第 ", begin, " 行：引号没有结束，请补上。"),
                      absl::StrCat("Line ", begin, ": the quote is not closed; close it."));
  }

  bool EndsField(char c) const { return c == separator_ || c == '\r' || c == '\n'; }

  void SkipBlanks() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\t') &&
           text_.front() != separator_) {
      text_.remove_prefix(1);
    }
  }

  bool Take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  absl::string_view text_;
  const char separator_;
  int line_ = 1;
};

}  // namespace

absl::StatusOr<std::vector<CsvRow>> ParseCsv(absl::string_view text) { return Parser(text).Run(); }

}  // namespace ogi::cli
