#include "import/formats/xlsx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "import/formats/testing/files.h"

namespace ogi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A workbook of one sheet; `rows` is what stands within sheetData.
std::string Workbook(absl::string_view rows, absl::string_view shared = "") {
  return Zip(
      {{"xl/workbook.xml",
        "<workbook xmlns:r=\"x\"><sheets><sheet name=\"机关\" r:id=\"rId3\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"rId3\" Target=\"worksheets/sheet1.xml\"/>"
        "</Relationships>"},
       {"xl/sharedStrings.xml", absl::StrCat("<sst>", shared, "</sst>")},
       {"xl/worksheets/sheet1.xml",
        absl::StrCat("<worksheet><sheetData>", rows, "</sheetData></worksheet>")}});
}

std::vector<std::string> OnlyRow(const std::string& bytes) {
  const auto rows = ReadFirstSheet(bytes);
  EXPECT_TRUE(rows.ok()) << rows.status();
  return rows.ok() && rows->size() == 1 ? (*rows)[0].cells : std::vector<std::string>();
}

TEST(XlsxTest, ReadsTextsOfEveryKind) {
  EXPECT_THAT(
      OnlyRow(Workbook("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c>"
                       "<c r=\"B1\" t=\"inlineStr\"><is><t>乙</t></is></c>"
                       "<c r=\"C1\" t=\"str\"><f>A1</f><v>丙</v></c></row>",
                       "<si><t>零</t></si><si><r><t>甲</t></r><r><t>局</t></r><rPh><t>jia</t></rPh>"
                       "</si>")),
      ElementsAre("甲局", "乙", "丙"));
}

TEST(XlsxTest, AWholeNumberHasNeitherPointNorExponent) {
  EXPECT_THAT(OnlyRow(Workbook("<row><c><v>540424</v></c><c><v>5.40424E5</v></c>"
                               "<c><v>540424.0</v></c><c><v>1.5</v></c></row>")),
              ElementsAre("540424", "540424", "540424", "1.5"));
}

TEST(XlsxTest, BlankCellsAndRowsKeepThePlacesOfTheOthers) {
  const auto rows = ReadFirstSheet(
      Workbook("<row r=\"2\"><c r=\"B2\"><v>1</v></c><c r=\"D2\"><v>2</v></c><c r=\"E2\"/></row>"
               "<row r=\"3\"/><row r=\"7\"><c r=\"A7\"><v>3</v></c></row>"));
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].number, 2);
  EXPECT_THAT((*rows)[0].cells, ElementsAre("", "1", "", "2"));
  EXPECT_EQ((*rows)[1].number, 7);
}

TEST(XlsxTest, AnEmptySheetHasNoRows) { EXPECT_THAT(*ReadFirstSheet(Workbook("")), IsEmpty()); }

TEST(XlsxTest, WhatIsNoWorkbookIsRefused) {
  EXPECT_THAT(std::string(ReadFirstSheet("x").status().message()), HasSubstr("\n"));
  EXPECT_THAT(std::string(ReadFirstSheet(Zip({{"a", "b"}})).status().message()),
              HasSubstr("no Excel workbook"));
  EXPECT_FALSE(ReadFirstSheet(Workbook("<row><c t=\"s\"><v>9</v></c></row>")).ok());
  EXPECT_FALSE(ReadFirstSheet(Workbook("<row><c>")).ok());
  EXPECT_FALSE(ReadFirstSheet(Workbook("<row><c r=\"B1\"/><c r=\"A1\"/></row>")).ok());
}

TEST(XlsxTest, ASheetBeyondTheLimitsIsRefused) {
  EXPECT_EQ(
      errors::ReasonOf(ReadFirstSheet(Workbook("<row><c r=\"ZZZ1\"><v>1</v></c></row>")).status()),
      v1::TOO_LARGE);
}

TEST(XlsxTest, AnArchiveIsToldFromText) {
  EXPECT_TRUE(LooksLikeZip(Workbook("")));
  EXPECT_FALSE(LooksLikeZip("id,name\n"));
}

}  // namespace
}  // namespace ogi
