// Sets a printed report on pages: every piece of text at its place.
#ifndef OGI_TESTS_IMPORT_PAGE_H_
#define OGI_TESTS_IMPORT_PAGE_H_

#include <string>
#include <vector>

#include "tests/import/dice.h"
#include "tests/import/printed.h"

namespace ogi::import_test {

// In points. A Chinese character is as wide as high, others half as wide.
inline constexpr double kFontSize = 12;
inline constexpr double kLineHeight = 16;

struct PlacedText {
  double left = 0;
  // From the top of the page, in whole half lines.
  double top = 0;
  std::string text;
  // So much higher in a PDF: figures seldom stand exactly level with their labels.
  double raised = 0;
};

// The frame of a table cell.
struct PlacedFrame {
  double left = 0;
  double top = 0;
  double width = 0;
  double height = 0;
};

struct Page {
  std::vector<PlacedText> texts;
  std::vector<PlacedFrame> frames;
};

struct Pages {
  double width = 0;
  double height = 0;
  std::vector<Page> pages;
};

// Pages break between any two rows; every page has its number at the foot.
Pages LayOut(const std::vector<PrintedItem>& items, Dice& dice);

double TextWidth(const std::string& text);

}  // namespace ogi::import_test

#endif  // OGI_TESTS_IMPORT_PAGE_H_
