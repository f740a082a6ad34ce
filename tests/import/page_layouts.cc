#include <algorithm>
#include <cmath>
#include <map>

#include "tests/import/layouts.h"
#include "tests/import/page.h"
#include "tests/import/pdf_file.h"

namespace ogi::import_test {
namespace {

// A character of ASCII takes one column.
constexpr double kColumn = kFontSize / 2;

std::string PrintLine(std::vector<const PlacedText*> texts) {
  std::sort(texts.begin(), texts.end(),
            [](const PlacedText* a, const PlacedText* b) { return a->left < b->left; });
  std::string line;
  size_t column = 0;
  for (const PlacedText* text : texts) {
    const size_t wanted = static_cast<size_t>(std::lround(text->left / kColumn));
    const size_t spaces = wanted > column ? wanted - column : line.empty() ? 0 : 1;
    line.append(spaces, ' ');
    line += text->text;
    column += spaces + static_cast<size_t>(std::lround(TextWidth(text->text) / kColumn));
  }
  return line;
}

}  // namespace

std::string RenderPageText(const PrintedItems& items, Dice& dice) {
  const Pages pages = LayOut(items, dice);
  const bool blank_lines = dice.Chance(60);
  std::string text;
  for (const Page& page : pages.pages) {
    std::map<double, std::vector<const PlacedText*>> lines;
    for (const PlacedText& placed : page.texts) lines[placed.top].push_back(&placed);
    double last = 0;
    for (const auto& [top, texts] : lines) {
      if (blank_lines && last > 0) {
        for (double gap = top - last; gap > kLineHeight; gap -= kLineHeight) text += "\n";
      }
      last = top;
      text += PrintLine(texts) + "\n";
    }
    text += "\f";
  }
  return text;
}

std::string RenderPdf(const PrintedItems& items, Dice& dice) {
  const Pages pages = LayOut(items, dice);
  return PdfFile(pages, {.to_unicode = dice.Chance(60), .frames = dice.Chance(80)});
}

}  // namespace ogi::import_test
