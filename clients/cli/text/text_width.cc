#include "clients/cli/text/text_width.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace ogi::cli {
namespace {

struct Character {
  absl::string_view bytes;
  utf8proc_int32_t code;
  int width;
};

// Takes the first character off `text`, which must not be empty.
Character TakeCharacter(absl::string_view& text) {
  utf8proc_int32_t code = -1;
  utf8proc_ssize_t size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                           static_cast<utf8proc_ssize_t>(text.size()), &code);
  Character result{text.substr(0, 1), -1, 1};
  if (size > 0) {
    result = {text.substr(0, static_cast<size_t>(size)), code, utf8proc_charwidth(code)};
  }
  text.remove_prefix(result.bytes.size());
  return result;
}

// The next piece that may not be broken: a run of ASCII that is no space, or one character.
absl::string_view TakeWord(absl::string_view& text) {
  size_t size = 0;
  while (size < text.size() && absl::ascii_isgraph(static_cast<unsigned char>(text[size]))) ++size;
  if (size == 0) return TakeCharacter(text).bytes;
  const absl::string_view word = text.substr(0, size);
  text.remove_prefix(size);
  return word;
}

// Punctuation that never begins a line.
bool ClingsToTheLeft(absl::string_view piece) {
  static constexpr absl::string_view kMarks[] = {"。", "，", "、", "；", "：", "！", "？", "）",
                                                 "》", "〉", "】", "〕", "」", "』", "”",  "’"};
  return std::find(std::begin(kMarks), std::end(kMarks), piece) != std::end(kMarks);
}

// Takes the last character off `line`, unless it is the only one.
std::string TakeLast(std::string& line) {
  size_t begin = line.size();
  do {
    --begin;
  } while (begin > 0 && (static_cast<unsigned char>(line[begin]) & 0xC0) == 0x80);
  if (begin == 0) return "";
  std::string last = line.substr(begin);
  line.resize(begin);
  return last;
}

std::string Clean(absl::string_view text, bool keep_newlines) {
  std::string clean;
  while (!text.empty()) {
    const Character character = TakeCharacter(text);
    if (character.code == '\n' && keep_newlines) {
      clean += '\n';
    } else if (character.code == '\n' || character.code == '\t') {
      clean += ' ';
    } else if (character.code < 0x20 || (character.code >= 0x7F && character.code < 0xA0)) {
      if (character.code != '\r') clean += "\uFFFD";
    } else {
      absl::StrAppend(&clean, character.bytes);
    }
  }
  return clean;
}

}  // namespace

int DisplayWidth(absl::string_view text) {
  int width = 0;
  while (!text.empty()) width += TakeCharacter(text).width;
  return width;
}

std::vector<std::string> Wrap(absl::string_view text, int width) {
  std::vector<std::string> lines(1);
  int used = 0;
  const auto append = [&](absl::string_view piece, int piece_width) {
    if (used > 0 && used + piece_width > width) {
      std::string carried = ClingsToTheLeft(piece) ? TakeLast(lines.back()) : "";
      used = DisplayWidth(carried);
      lines.push_back(std::move(carried));
      if (piece == " ") return;
    }
    absl::StrAppend(&lines.back(), piece);
    used += piece_width;
  };
  while (!text.empty()) {
    if (text.front() == '\n') {
      text.remove_prefix(1);
      lines.emplace_back();
      used = 0;
      continue;
    }
    absl::string_view word = TakeWord(text);
    if (DisplayWidth(word) <= width) {
      append(word, DisplayWidth(word));
      continue;
    }
    while (!word.empty()) {
      const Character character = TakeCharacter(word);
      append(character.bytes, character.width);
    }
  }
  return lines;
}

std::string PadRight(absl::string_view text, int width) {
  return absl::StrCat(
      text, std::string(static_cast<size_t>(std::max(0, width - DisplayWidth(text))), ' '));
}

std::string PadLeft(absl::string_view text, int width) {
  return absl::StrCat(
      std::string(static_cast<size_t>(std::max(0, width - DisplayWidth(text))), ' '), text);
}

std::string Printable(absl::string_view text) { return Clean(text, false); }
std::string PrintableLines(absl::string_view text) { return Clean(text, true); }

}  // namespace ogi::cli
