#include "clients/cli/input/json_scanner.h"

#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

// No message of ours nests deeper than ten; a stack is not endless.
constexpr int kMaxDepth = 64;

std::string SnakeCase(absl::string_view name) {
  std::string snake;
  for (const char c : name) {
    if (absl::ascii_isupper(static_cast<unsigned char>(c))) {
      absl::StrAppend(&snake, "_",
                      std::string(1, absl::ascii_tolower(static_cast<unsigned char>(c))));
    } else {
      snake += c;
    }
  }
  return snake;
}

class Scanner {
 public:
  explicit Scanner(absl::string_view text) : text_(text) {}

  JsonScan Run() {
    if (Value("", 0)) {
      SkipSpace();
      if (offset_ < text_.size()) Unexpected("文件应在此结束", "the end of the file");
    }
    return std::move(scan_);
  }

 private:
  bool Value(const std::string& path, int depth) {
    SkipSpace();
    if (depth > kMaxDepth) {
      return Fail(offset_, "括号嵌套过深", "The brackets are nested too deeply");
    }
    switch (Peek()) {
      case '{':
        return Object(path, depth);
      case '[':
        return Array(path, depth);
      case '"': {
        std::string ignored;
        return String(&ignored);
      }
      default:
        return Plain();
    }
  }

  bool Object(const std::string& path, int depth) {
    std::set<std::string> names;
    ++offset_;
    SkipSpace();
    if (Take('}')) return true;
    while (true) {
      SkipSpace();
      const size_t begin = offset_;
      if (Peek() != '"')
        return Unexpected("此处应为带双引号的字段名", "a field name in double quotes");
      std::string name;
      if (!String(&name)) return false;
      name = SnakeCase(name);
      if (!names.insert(name).second) {
        const std::string shown = Printable(name);
        return Fail(begin, absl::StrCat("字段 ", shown, " 出现了两次，请删去一个"),
                    absl::StrCat("Field ", shown, " is given twice; remove one"));
      }
      const std::string child = path.empty() ? name : absl::StrCat(path, ".", name);
      scan_.places[child] = PlaceOf(begin);
      SkipSpace();
      if (!Take(':')) return Unexpected("字段名之后应为冒号", "a colon after the field name");
      if (!Value(child, depth + 1)) return false;
      SkipSpace();
      if (Take('}')) return true;
      if (!Take(',')) return Unexpected("此处应为逗号或右花括号 }", "a comma or }");
    }
  }

  bool Array(const std::string& path, int depth) {
    ++offset_;
    SkipSpace();
    if (Take(']')) return true;
    for (int index = 0;; ++index) {
      if (!Value(absl::StrCat(path, "[", index, "]"), depth + 1)) return false;
      SkipSpace();
      if (Take(']')) return true;
      if (!Take(',')) return Unexpected("此处应为逗号或右方括号 ]", "a comma or ]");
    }
  }

  // Escapes other than those of names are left to protobuf's parser.
  bool String(std::string* value) {
    const size_t begin = offset_++;
    while (offset_ < text_.size() && text_[offset_] != '"') {
      if (static_cast<unsigned char>(text_[offset_]) < 0x20) {
        return Fail(begin, "文字没有以双引号结束，或其中直接换行（换行应写作 \\n）",
                    "The text has no closing double quote, or a line break in it (write \\n)");
      }
      offset_ += text_[offset_] == '\\' ? 2 : 1;
    }
    if (offset_ >= text_.size()) {
      offset_ = text_.size();
      return Fail(begin, "文字没有以双引号结束", "The text has no closing double quote");
    }
    *value = std::string(text_.substr(begin + 1, offset_ - begin - 1));
    ++offset_;
    return true;
  }

  // A number, true, false or null.
  bool Plain() {
    const size_t begin = offset_;
    while (offset_ < text_.size() &&
           (absl::ascii_isalnum(static_cast<unsigned char>(text_[offset_])) ||
            absl::StrContains("+-.", text_[offset_]))) {
      ++offset_;
    }
    const absl::string_view word = text_.substr(begin, offset_ - begin);
    if (word == "true" || word == "false" || word == "null" || IsNumber(word)) return true;
    offset_ = begin;
    return Unexpected("此处应为数字、带双引号的文字、{ 或 [",
                      "a number, a text in double quotes, { or [");
  }

  static bool IsNumber(absl::string_view word) {
    const auto digits = [&] {
      size_t count = 0;
      for (; !word.empty() && absl::ascii_isdigit(static_cast<unsigned char>(word[0])); ++count) {
        word.remove_prefix(1);
      }
      return count;
    };
    absl::ConsumePrefix(&word, "-");
    const bool zero = absl::StartsWith(word, "0");
    const size_t whole = digits();
    if (whole == 0 || (zero && whole > 1)) return false;
    if (absl::ConsumePrefix(&word, ".") && digits() == 0) return false;
    if (absl::ConsumePrefix(&word, "e") || absl::ConsumePrefix(&word, "E")) {
      if (!absl::ConsumePrefix(&word, "+")) absl::ConsumePrefix(&word, "-");
      if (digits() == 0) return false;
    }
    return word.empty();
  }

  char Peek() const { return offset_ < text_.size() ? text_[offset_] : '\0'; }

  bool Take(char c) {
    if (Peek() != c) return false;
    ++offset_;
    return true;
  }

  void SkipSpace() {
    while (offset_ < text_.size() && absl::StrContains(" \t\r\n", text_[offset_])) ++offset_;
  }

  bool Unexpected(absl::string_view chinese, absl::string_view english) {
    if (offset_ >= text_.size()) {
      return Fail(offset_, absl::StrCat(chinese, "，而文件已经结束，是否缺了一段？"),
                  absl::StrCat("Expected ", english, ", but the file ends; is a piece missing?"));
    }
    absl::string_view rest = text_.substr(offset_, 24);
    while (!rest.empty() && (static_cast<unsigned char>(rest.back()) & 0xC0) == 0x80) {
      rest.remove_suffix(1);
    }
    if (!rest.empty() && static_cast<unsigned char>(rest.back()) >= 0xC0) rest.remove_suffix(1);
    rest = rest.substr(0, rest.find('\n'));
    return Fail(offset_, absl::StrCat(chinese, "，而这里是 ", Printable(rest)),
                absl::StrCat("Expected ", english, ", but here is ", Printable(rest)));
  }

  bool Fail(size_t offset, absl::string_view chinese, absl::string_view english) {
    scan_.fault = JsonFault{PlaceOf(offset), std::string(chinese), std::string(english)};
    return false;
  }

  // Asked for places in rising order, but for faults.
  TextPlace PlaceOf(size_t offset) {
    if (offset < counted_) {
      counted_ = 0;
      place_ = TextPlace();
    }
    for (; counted_ < offset && counted_ < text_.size(); ++counted_) {
      if (text_[counted_] == '\n') {
        ++place_.line;
        place_.column = 1;
      } else if ((static_cast<unsigned char>(text_[counted_]) & 0xC0) != 0x80) {
        ++place_.column;
      }
    }
    return place_;
  }

  const absl::string_view text_;
  size_t offset_ = 0;
  JsonScan scan_;
  size_t counted_ = 0;
  TextPlace place_;
};

}  // namespace

JsonScan ScanJson(absl::string_view text) { return Scanner(text).Run(); }

}  // namespace ogi::cli
