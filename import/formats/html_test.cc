#include "import/formats/html.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "import/formats/testing/drawn.h"

namespace ogi {
namespace {

std::string Repeat(absl::string_view text, int count) {
  std::string result;
  for (int i = 0; i < count; ++i) absl::StrAppend(&result, text);
  return result;
}

TEST(HtmlTest, BlocksComeInTheirOrder) {
  EXPECT_EQ(Drawn(ReadHtml("<html><body><h1>一</h1>二<div>三<p>四</p></div><ul><li>五<li>六</ul>")),
            "一\n二\n三\n四\n五\n六\n");
}

TEST(HtmlTest, InlineElementsPartNothing) {
  EXPECT_EQ(Drawn(ReadHtml("<p>总<b>计</b><span>1</span><font>2</font></p>")), "总计12\n");
}

TEST(HtmlTest, WhiteSpaceIsOneSpace) {
  EXPECT_EQ(Drawn(ReadHtml("<p>\n a \n\t b &nbsp;c\n</p>")), "a b c\n");
}

TEST(HtmlTest, ABreakEndsALine) { EXPECT_EQ(Drawn(ReadHtml("<p>a<br>b<br/>c</p>")), "a\nb\nc\n"); }

TEST(HtmlTest, EntitiesAreTheirCharacters) {
  EXPECT_EQ(Drawn(ReadHtml("<p>&lt;&amp;&#24635;&#x8BA1;&ldquo;")), "<&总计“\n");
}

TEST(HtmlTest, WhatIsNotShownIsLeftOut) {
  EXPECT_EQ(Drawn(ReadHtml("<style>p{}</style><script>var a='<p>1</p>';</script><!-- 2 -->"
                           "<noscript>3</noscript><input type=hidden value=4>"
                           "<p style='display: none'>5<b>6</b></p><div hidden>7</div>"
                           "<select><option>8</select><p>9</p>")),
            "9\n");
}

TEST(HtmlTest, WhatIsStruckOutIsLeftOut) {
  EXPECT_EQ(Drawn(ReadHtml("<p><s>1</s><del>2</del><strike>3</strike>"
                           "<span style='text-decoration:line-through'>4</span>5<ins>6</ins>")),
            "56\n");
}

TEST(HtmlTest, DigitsAboveTheLineAreNoneOfTheNumberOnIt) {
  EXPECT_EQ(Drawn(ReadHtml("<p>12<sup>[1]</sup>，20m<sup>2</sup>，CO<sub>2</sub>，7</p>")),
            "12[¹]，20m²，CO₂，7\n");
}

TEST(HtmlTest, AMarkdownTableInParagraphsIsAGrid) {
  EXPECT_EQ(Drawn(ReadHtml("<p>表</p><p>| a | b |</p><p>|---|---|</p><p>| 1 | |</p><p>后</p>")),
            Drawn(ReadHtml("<p>表</p><table><tr><td>a<td>b<tr><td>1<td></table><p>后</p>")));
}

TEST(HtmlTest, TheTitleIsNoTextOfThePage) {
  const absl::StatusOr<Document> document =
      ReadHtml("<head><title>年度\n报告</title></head><p>a</p>");
  EXPECT_EQ(Drawn(document), "a\n");
  EXPECT_EQ(document->title, "年度 报告");
}

TEST(HtmlTest, ATableIsAGrid) {
  EXPECT_EQ(
      Drawn(ReadHtml("<table><thead><tr><th>内容</th><th>件数</th></tr></thead>"
                     "<tbody><tr><td><p>规</p><p>章</p></td><td> 3 </td></tr></tbody></table>")),
      "2x2: [0,0 内容] [0,1 件数] [1,0 规/章] [1,1 3]\n");
}

TEST(HtmlTest, MergedCellsKeepTheirSpans) {
  EXPECT_EQ(Drawn(ReadHtml("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>")),
            "2x3: [0,0 2x1 a] [0,1 1x2 b] [1,1 c] [1,2 d]\n");
}

TEST(HtmlTest, EndsOfCellsMayBeMissing) {
  EXPECT_EQ(Drawn(ReadHtml("<table><tr><td><span>a<td><b>b<tr><td>c<td>d</table>e")),
            "2x2: [0,0 a] [0,1 b] [1,0 c] [1,1 d]\ne\n");
}

TEST(HtmlTest, SpansBeyondTheTableAreCut) {
  EXPECT_EQ(Drawn(ReadHtml("<table><tr><td rowspan=9>a<td>b<tr><td>c</table>")),
            "2x2: [0,0 2x1 a] [0,1 b] [1,1 c]\n");
}

TEST(HtmlTest, SpansThatAreNoNumbersAreOne) {
  EXPECT_EQ(Drawn(ReadHtml("<table><tr><td colspan=x>a<td colspan=-3>b<td colspan=0>c</table>")),
            "1x3: [0,0 a] [0,1 b] [0,2 c]\n");
}

TEST(HtmlTest, ARowSpanOfZeroGoesToTheEnd) {
  EXPECT_EQ(Drawn(ReadHtml("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>")),
            "3x2: [0,0 3x1 a] [0,1 b] [1,1 c] [2,1 d]\n");
}

TEST(HtmlTest, OverlappingCellsAreParted) {
  EXPECT_EQ(Drawn(ReadHtml("<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d</table>")),
            "2x3: [0,0 a] [0,1 2x1 b] [1,0 c] [1,2 d]\n");
}

TEST(HtmlTest, ATableWithATableInItIsLayout) {
  EXPECT_EQ(Drawn(ReadHtml("<table><tr><td>左<td><table><tr><td>a<td>b</table>右</table>")),
            "左\n1x2: [0,0 a] [0,1 b]\n右\n");
}

TEST(HtmlTest, ATableOfOneCellIsAParagraph) {
  EXPECT_EQ(Drawn(ReadHtml("<table><tr><td>a<p>b</table>")), "a\nb\n");
  EXPECT_EQ(Drawn(ReadHtml("<table><tr><td>x<td><table><tr><td>1</table></table>")),
            "1x2: [0,0 x] [0,1 1]\n");
}

TEST(HtmlTest, ATableWhereNoneCanStandEndsTheOpenOne) {
  EXPECT_EQ(Drawn(ReadHtml("<table><tr><td>a<td>b</td><table><tr><td>c<td>d</table>")),
            "1x2: [0,0 a] [0,1 b]\n1x2: [0,0 c] [0,1 d]\n");
}

TEST(HtmlTest, TextBetweenCellsComesBeforeTheTable) {
  EXPECT_EQ(Drawn(ReadHtml("<table><caption>表</caption>x<tr><td>a<td>b</table>")),
            "表\nx\n1x2: [0,0 a] [0,1 b]\n");
}

TEST(HtmlTest, FieldsOfAFormInATableShowTheirValues) {
  EXPECT_EQ(Drawn(ReadHtml("<input value=找><table><tr><td>规章<td><input value=7></table>")),
            "1x2: [0,0 规章] [0,1 7]\n");
}

TEST(HtmlTest, PreformattedTextKeepsItsLines) {
  EXPECT_EQ(Drawn(ReadHtml("<pre>a  b\nc</pre>")), "a b\nc\n");
}

TEST(HtmlTest, InATextWithHtmlTheEndsOfLinesCount) {
  EXPECT_EQ(Drawn(ReadHtml("一\n二\n<table>\n<tr>\n<td>a\nb<td>c</table>\n三\n四", true)),
            "一\n二\n1x2: [0,0 a b] [0,1 c]\n三\n四\n");
}

TEST(HtmlTest, ThePageIsUtf8WhateverItSays) {
  EXPECT_EQ(Drawn(ReadHtml("<meta charset=gb2312><p>总计é")), "总计é\n");
  EXPECT_EQ(
      Drawn(ReadHtml("<meta http-equiv=Content-Type content='text/html; charset=gbk'><p>总计")),
      "总计\n");
}

TEST(HtmlTest, TablesNestedTooDeepAreRefused) {
  EXPECT_EQ(ReadHtml(Repeat("<table><tr><td>", 100'000)).status().code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(HtmlTest, AnElementOfTooManyAttributesIsRefused) {
  std::string page = "<p ";
  for (int i = 0; i < 200; ++i) absl::StrAppend(&page, "a", i, "=\"1\" ");
  EXPECT_EQ(ReadHtml(page + ">a").status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(HtmlTest, APageOfTooManyEntitiesIsRefused) {
  for (const char* entity : {"&zz;", "&nbsp;", "&diams"}) {
    EXPECT_EQ(ReadHtml(Repeat(entity, 400'000)).status().code(),
              absl::StatusCode::kResourceExhausted)
        << entity;
  }
}

TEST(HtmlTest, APageOfManyEntitiesIsRead) {
  EXPECT_TRUE(ReadHtml(absl::StrCat("<p>总计", Repeat("&nbsp;", 50'000), "1")).ok());
  EXPECT_TRUE(ReadHtml(absl::StrCat("<script>", Repeat("a & b&& 1;", 100'000), "</script>1")).ok());
}

TEST(HtmlTest, ALongAttributeIsOne) {
  EXPECT_EQ(Drawn(ReadHtml(absl::StrCat("<img src=\"", Repeat("a b/c=d ", 1000), "\"><p>a"))),
            "a\n");
}

TEST(HtmlTest, ATableOfTooManyColumnsIsParagraphs) {
  const absl::StatusOr<Document> document =
      ReadHtml(absl::StrCat("<table><tr>", Repeat("<td>1", 300), "</table>"));
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->blocks.size(), 300u);
}

TEST(HtmlTest, EncodingsThatAreNotReadAreNamed) {
  EXPECT_EQ(CheckCharset("<meta charset='Big5'>").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_TRUE(CheckCharset("<meta charset=gb2312>").ok());
  EXPECT_TRUE(CheckCharset("<meta charset=iso-8859-1>").ok());
  EXPECT_TRUE(CheckCharset("<p>").ok());
}

}  // namespace
}  // namespace ogi
