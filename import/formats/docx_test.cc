#include "import/formats/docx.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "import/formats/testing/drawn.h"
#include "import/formats/testing/files.h"

namespace ogi {
namespace {

std::string Read(absl::string_view body) { return Drawn(ReadDocx(Docx(body))); }

std::string Paragraph(absl::string_view text) { return DocxParagraph(text); }

std::string Cell(absl::string_view text, absl::string_view properties = "") {
  return absl::StrCat("<w:tc><w:tcPr>", properties, "</w:tcPr>", Paragraph(text), "</w:tc>");
}

std::string Row(absl::string_view cells) { return absl::StrCat("<w:tr>", cells, "</w:tr>"); }
std::string Table(absl::string_view rows) { return absl::StrCat("<w:tbl>", rows, "</w:tbl>"); }

TEST(DocxTest, ParagraphsAreLines) {
  EXPECT_EQ(Read(Paragraph("年度报告") + "<w:p/>" + Paragraph("一、总体情况")),
            "年度报告\n一、总体情况\n");
}

TEST(DocxTest, RunsAreJoined) {
  EXPECT_EQ(
      Read("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>12</w:t></w:r><w:proofErr/><w:r><w:t>3</w:t>"
           "</w:r><w:r><w:t xml:space='preserve'> </w:t></w:r><w:r><w:t>件</w:t></w:r></w:p>"),
      "123 件\n");
}

TEST(DocxTest, TabsAndBreaksPartWhatTheyPart) {
  EXPECT_EQ(
      Read("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type='page'/>"
           "<w:t>d</w:t><w:noBreakHyphen/><w:t>e</w:t><w:softHyphen/><w:t>f</w:t></w:r></w:p>"),
      "a b\nc\nd-ef\n");
}

TEST(DocxTest, WhatWasDeletedIsLeftOutAndWhatWasInsertedIsKept) {
  EXPECT_EQ(Read("<w:p><w:del><w:r><w:delText>1</w:delText></w:r></w:del><w:ins><w:r><w:t>2</w:t>"
                 "</w:r></w:ins><w:moveFrom><w:r><w:t>3</w:t></w:r></w:moveFrom></w:p>"),
            "2\n");
}

TEST(DocxTest, HiddenTextIsLeftOut) {
  EXPECT_EQ(Read("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>1</w:t></w:r>"
                 "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>2</w:t></w:r></w:p>"),
            "2\n");
}

TEST(DocxTest, WhatIsStruckOutIsLeftOut) {
  EXPECT_EQ(Read("<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>1</w:t></w:r>"
                 "<w:r><w:rPr><w:dstrike w:val='1'/></w:rPr><w:t>2</w:t></w:r>"
                 "<w:r><w:rPr><w:strike w:val='false'/></w:rPr><w:t>3</w:t></w:r></w:p>"),
            "3\n");
}

TEST(DocxTest, DigitsAboveTheLineAreNoneOfTheNumberOnIt) {
  EXPECT_EQ(Read("<w:p><w:r><w:t>12</w:t></w:r>"
                 "<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>1</w:t></w:r>"
                 "<w:r><w:rPr><w:vertAlign w:val='baseline'/></w:rPr><w:t>3</w:t></w:r></w:p>"),
            "12¹3\n");
}

TEST(DocxTest, OfAFieldTheResultIsShown) {
  EXPECT_EQ(Read("<w:p><w:r><w:fldChar w:fldCharType='begin'/><w:instrText>=SUM(A)</w:instrText>"
                 "<w:fldChar w:fldCharType='separate'/><w:t>7</w:t><w:fldChar w:fldCharType='end'/>"
                 "</w:r><w:fldSimple w:instr='X'><w:r><w:t>8</w:t></w:r></w:fldSimple></w:p>"),
            "78\n");
}

TEST(DocxTest, TextBoxesFollowTheirParagraph) {
  EXPECT_EQ(Read(absl::StrCat(
                "<w:p><w:r><w:t>a</w:t><mc:AlternateContent xmlns:mc='m'><mc:Choice>"
                "<w:drawing><w:txbxContent>",
                Paragraph("box"), "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback>",
                "<w:pict><w:txbxContent>", Paragraph("box"),
                "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>")),
            "a\nbox\n");
}

TEST(DocxTest, ContentControlsAreSeenThrough) {
  EXPECT_EQ(Read(absl::StrCat("<w:sdt><w:sdtPr/><w:sdtContent>", Paragraph("a"),
                              "</w:sdtContent></w:sdt>")),
            "a\n");
}

TEST(DocxTest, ATableIsAGrid) {
  EXPECT_EQ(Read(Table(Row(Cell("内容") + Cell("件数")) + Row(Cell("规章") + Cell("3")))),
            "2x2: [0,0 内容] [0,1 件数] [1,0 规章] [1,1 3]\n");
}

TEST(DocxTest, MergedCellsKeepTheirSpans) {
  const std::string restart = "<w:vMerge w:val='restart'/>";
  EXPECT_EQ(Read(Table(Row(Cell("a", restart) + Cell("b", "<w:gridSpan w:val='2'/>")) +
                       Row(Cell("", "<w:vMerge/>") + Cell("c") + Cell("d")) +
                       Row(Cell("", "<w:vMerge w:val='continue'/>") + Cell("e") + Cell("f")))),
            "3x3: [0,0 3x1 a] [0,1 1x2 b] [1,1 c] [1,2 d] [2,1 e] [2,2 f]\n");
}

TEST(DocxTest, ACellThatGoesOnFromNoneIsACell) {
  EXPECT_EQ(Read(Table(Row(Cell("a") + Cell("b")) + Row(Cell("c", "<w:vMerge/>") + Cell("d")))),
            "2x2: [0,0 a] [0,1 b] [1,0 c] [1,1 d]\n");
}

TEST(DocxTest, RowsMayBeginLater) {
  EXPECT_EQ(Read(Table(Row(Cell("a") + Cell("b")) +
                       Row("<w:trPr><w:gridBefore w:val='1'/></w:trPr>" + Cell("c")))),
            "2x2: [0,0 a] [0,1 b] [1,1 c]\n");
}

TEST(DocxTest, DeletedRowsAreLeftOut) {
  EXPECT_EQ(Read(Table(Row(Cell("a") + Cell("b")) + Row("<w:trPr><w:del/></w:trPr>" + Cell("x")))),
            "1x2: [0,0 a] [0,1 b]\n");
}

TEST(DocxTest, ATableWithATableInItIsLayout) {
  EXPECT_EQ(
      Read(Table(Row(Cell("左") + "<w:tc>" + Table(Row(Cell("a") + Cell("b"))) + "<w:p/></w:tc>"))),
      "左\n1x2: [0,0 a] [0,1 b]\n");
}

TEST(DocxTest, TheNumeralsThatWordCountsAreText) {
  const std::string numbering =
      "<w:abstractNum w:abstractNumId='0'>"
      "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText "
      "w:val='%1、'/></w:lvl>"
      "<w:lvl w:ilvl='1'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1.%2'/><w:isLgl/></w:lvl>"
      "</w:abstractNum><w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num>";
  const auto numbered = [](int level, absl::string_view text) {
    return absl::StrCat("<w:p><w:pPr><w:numPr><w:ilvl w:val='", level,
                        "'/><w:numId w:val='7'/></w:numPr></w:pPr><w:r><w:t>", text,
                        "</w:t></w:r></w:p>");
  };
  EXPECT_EQ(Drawn(ReadDocx(Docx(numbered(0, "总体情况") + numbered(1, "a") + numbered(1, "b") +
                                    numbered(0, "主动公开") + numbered(1, "c"),
                                numbering))),
            "一、总体情况\n1.1 a\n1.2 b\n二、主动公开\n2.1 c\n");
}

TEST(DocxTest, AStyleMayBringItsNumerals) {
  const std::string numbering =
      "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='japaneseCounting'/>"
      "<w:lvlText w:val='（%1）'/></w:lvl></w:abstractNum>"
      "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>";
  const std::string styles =
      "<w:style w:type='paragraph' w:styleId='base'><w:pPr><w:numPr><w:numId "
      "w:val='1'/></w:numPr></w:pPr>"
      "</w:style><w:style w:type='paragraph' w:styleId='h'><w:basedOn w:val='base'/></w:style>";
  const std::string heading =
      "<w:p><w:pPr><w:pStyle w:val='h'/></w:pPr><w:r><w:t>情况</w:t></w:r></w:p>";
  const std::string without =
      "<w:p><w:pPr><w:pStyle w:val='h'/><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr>"
      "<w:r><w:t>无</w:t></w:r></w:p>";
  EXPECT_EQ(Drawn(ReadDocx(Docx(heading + without + heading, numbering, styles))),
            "（一）情况\n无\n（二）情况\n");
}

TEST(DocxTest, TheDocumentMayHaveAnotherName) {
  EXPECT_EQ(
      Drawn(ReadDocx(
          Zip({{"_rels/.rels",
                "<Relationships><Relationship Type='http://x/officeDocument' "
                "Target='/word/document2.xml'/></Relationships>"},
               {"word/document2.xml",
                "<w:document><w:body><w:p><w:r><w:t>a</w:t></w:r></w:p></w:body></w:document>"}}))),
      "a\n");
}

TEST(DocxTest, AnArchiveWithoutADocumentIsRefused) {
  const absl::Status status = ReadDocx(Zip({{"a.txt", "a"}})).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("请先解压"), absl::string_view::npos) << status;
  EXPECT_NE(ReadDocx(Zip({{"OFD.xml", "a"}})).status().message().find("另存为"),
            absl::string_view::npos);
}

TEST(DocxTest, ADamagedFileIsRefused) {
  const std::string whole = Docx(Paragraph("a"));
  for (const size_t size : {size_t{10}, whole.size() / 2, whole.size() - 5}) {
    EXPECT_EQ(ReadDocx(whole.substr(0, size)).status().code(), absl::StatusCode::kInvalidArgument);
  }
  EXPECT_EQ(ReadDocx(Zip({{"word/document.xml", "<w:document><w:body>"}})).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(DocxTest, AZipBombIsRefused) {
  EXPECT_EQ(ReadDocx(Docx(std::string(limits::kMaxPackedPartBytes, ' '))).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(DocxTest, AnArchiveOfTooManyFilesIsRefused) {
  std::vector<std::pair<std::string, std::string>> files;
  for (int i = 0; i <= limits::kMaxPackedFiles; ++i) files.push_back({absl::StrCat(i), ""});
  EXPECT_EQ(ReadDocx(Zip(files)).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(DocxTest, TablesNestedTooDeepAreRefused) {
  std::string body;
  for (int i = 0; i < 100'000; ++i) body += "<w:tbl><w:tr><w:tc>";
  for (int i = 0; i < 100'000; ++i) body += "</w:tc></w:tr></w:tbl>";
  EXPECT_EQ(ReadDocx(Docx(body)).status().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace ogi
