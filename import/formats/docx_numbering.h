// The numerals that Word counts itself: a heading such as 一、总体情况 may have its 一、 only so.
#ifndef OGI_IMPORT_FORMATS_DOCX_NUMBERING_H_
#define OGI_IMPORT_FORMATS_DOCX_NUMBERING_H_

#include <array>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace ogi {

// A number in a format of WordprocessingML, e.g. 12 as `chineseCounting` is 十二. Decimal where the
// format is not known, empty where it shows nothing.
std::string FormatNumeral(int number, absl::string_view format);

class DocxNumbering {
 public:
  // Documents without any numbering have empty ones. Both are read here and not kept.
  DocxNumbering(const pugi::xml_document& numbering, const pugi::xml_document& styles);

  // What stands before the text of the next paragraph, of properties `w:pPr`, e.g. `一、` or `1. `.
  // To be called for all paragraphs in their order.
  std::string Next(pugi::xml_node properties);

 private:
  static constexpr int kLevels = 9;

  struct Level {
    int start = 1;
    std::string format = "decimal";
    std::string text;
    std::string style;
    bool restarts = true;
    bool legal = false;
    bool no_suffix = false;
  };
  using Levels = std::array<Level, kLevels>;

  // A list that counts for itself: `w:abstractNum`.
  struct List {
    Levels levels;
    std::array<std::optional<int>, kLevels> counts;
    std::string style_link;
  };

  // A use of a list: `w:num`.
  struct Use {
    std::string list;
    std::array<std::optional<int>, kLevels> starts;
    std::map<int, Level> levels;
  };

  struct StyleNumbering {
    std::string based_on;
    std::string use;
    std::optional<int> level;
  };

  static Level ReadLevel(pugi::xml_node node);
  // Of the style or one it is based on; nothing where there is none.
  std::optional<StyleNumbering> OfStyle(std::string style) const;
  const Level& LevelOf(const Use& use, const List& list, int level) const;

  std::map<std::string, List> lists_;
  std::map<std::string, Use> uses_;
  std::map<std::string, StyleNumbering> styles_;
  std::string default_style_;
  // Uses whose own starts have been taken, by level.
  std::set<std::pair<std::string, int>> started_;
};

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_DOCX_NUMBERING_H_
