#include "clients/cli/text/document_places.h"

#include <gtest/gtest.h>

namespace ogi::cli {
namespace {

// Two pages of two lines each, three bytes a line.
Document TwoPages() {
  Document document;
  document.text = "aa\nbb\ncc\ndd\n";
  for (size_t i = 0; i < 4; ++i) {
    Line line;
    line.span = {3 * i, 3 * i + 2};
    document.blocks.push_back({line, i < 2 ? 1 : 2});
  }
  return document;
}

TEST(DocumentPlaces, CountLinesOnEachPageAnew) {
  const Document document = TwoPages();
  const DocumentPlaces places(document);
  EXPECT_EQ(places.Text({3, 5}, 1, Language::kChinese), "第 1 页第 2 行");
  EXPECT_EQ(places.Text({9, 11}, 2, Language::kChinese), "第 2 页第 2 行");
  EXPECT_EQ(places.Text({9, 11}, 2, Language::kEnglish), "page 2, line 2");
}

TEST(DocumentPlaces, CountLinesOfADocumentWithoutPagesFromItsStart) {
  Document document = TwoPages();
  for (Block& block : document.blocks) block.page = 0;
  EXPECT_EQ(DocumentPlaces(document).Text({9, 11}, 0, Language::kChinese), "第 4 行");
}

TEST(DocumentPlaces, TakeAPageThatIsNotThereForTheStart) {
  const Document document = TwoPages();
  EXPECT_EQ(DocumentPlaces(document).LineNumber({9, 11}, 7), 4);
}

TEST(DocumentPlaces, KnowAPageThatBeginsWithATable) {
  Document document = TwoPages();
  ogi::Grid grid;
  grid.cells.push_back({.span = {6, 8}});
  document.blocks[2].content = grid;
  EXPECT_EQ(DocumentPlaces(document).LineNumber({6, 8}, 2), 1);
}

TEST(DocumentPlaces, FindingI18QuoteTheWordsBeforeInALineTooLongToSearch) {
  Document document;
  for (int i = 0; i < 100; ++i) document.text += "行政许可";
  document.text += " 处理决定数量120";
  const size_t at = document.text.find("120");
  document.blocks.push_back({Line{{0, document.text.size()}, {}}, 0});
  const DocumentPlaces places(document);
  EXPECT_EQ(places.Text({at, at + 3}, 0, Language::kChinese), "第 1 行“可 处理决定数量”之后");
  EXPECT_EQ(places.Text({at, at + 3}, 0, Language::kEnglish), "line 1 behind “可 处理决定数量”");
  EXPECT_EQ(places.Text({12, 15}, 0, Language::kChinese), "第 1 行");
}

}  // namespace
}  // namespace ogi::cli
