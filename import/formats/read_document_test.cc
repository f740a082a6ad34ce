#include "import/formats/read_document.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "import/formats/testing/drawn.h"
#include "import/formats/testing/files.h"

namespace ogi {
namespace {

void ExpectRefused(absl::string_view bytes, absl::string_view chinese) {
  const absl::Status status = ReadDocument(bytes).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
  EXPECT_TRUE(absl::StrContains(status.message(), chinese)) << status;
  EXPECT_TRUE(absl::StrContains(status.message(), '\n')) << status;
}

void ExpectKind(absl::string_view bytes, ContainerKind kind) {
  const absl::StatusOr<Document> document = ReadDocument(bytes);
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->kind, kind);
}

TEST(ContainerTest, KindsAreRecognisedByTheirBytes) {
  ExpectKind("年度报告\n", ContainerKind::kText);
  ExpectKind("\xEF\xBB\xBF \n<!DOCTYPE html><p>a", ContainerKind::kHtml);
  ExpectKind("<TABLE><tr><td>a<td>b", ContainerKind::kHtml);
  ExpectKind("年度报告\n<table><tr><td>a<td>b</table>", ContainerKind::kHtml);
  ExpectKind("a < b", ContainerKind::kText);
  ExpectKind(Docx(DocxParagraph("a")), ContainerKind::kDocx);
  ExpectKind(Pdf({PdfShow(9, 9, "a")}), ContainerKind::kPdf);
}

TEST(ContainerTest, Gb18030IsRecognised) {
  EXPECT_EQ(Drawn(ReadDocument("\xD3\xF1\xD0\xED\xCF\xE7")), "玉许乡\n");
  EXPECT_EQ(Drawn(ReadDocument("<meta charset=utf-8><p>\xD3\xF1\xD0\xED\xCF\xE7")), "玉许乡\n");
}

TEST(ContainerTest, Utf16IsRecognisedByItsMark) {
  EXPECT_EQ(Drawn(ReadDocument(absl::string_view("\xFF\xFE\x89\x73", 4))), "玉\n");
}

TEST(ContainerTest, OldWordFilesAreRefused) {
  ExpectRefused("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and so on", ".docx");
}

TEST(ContainerTest, ImagesAreRefused) {
  ExpectRefused("\x89PNG\r\n\x1A\n", "图片");
  ExpectRefused("\xFF\xD8\xFF\xE0", "图片");
  ExpectRefused("GIF89a", "图片");
  ExpectRefused(absl::string_view("BM1234\0\0\0\0", 10), "图片");
}

TEST(ContainerTest, OtherFormatsAreRefused) {
  ExpectRefused("{\\rtf1 a}", "另存为");
  ExpectRefused("<?xml version=\"1.0\"?><?mso-application progid=\"Word.Document\"?>", "另存为");
  ExpectRefused("Rar!\x1A\x07", "解压");
}

TEST(ContainerTest, BytesThatAreNoTextAreRefused) {
  ExpectRefused(absl::string_view("a\0b\xFF", 4), "不能读取");
  ExpectRefused("\xFF\xFF\xFF", "UTF-8");
  ExpectRefused("", "空");
}

TEST(ContainerTest, APageInAnotherEncodingIsRefused) {
  ExpectRefused("<meta charset=big5><p>\xB8\xEA\xB0\x54", "big5");
}

TEST(ContainerTest, ALargeFileIsRefused) {
  for (const absl::string_view start : {"%PDF-1.4\n", "PK\x03\x04", "年度报告", "<html>"}) {
    std::string file(start);
    file.resize(size_t{100} << 20, ' ');
    EXPECT_EQ(ReadDocument(file).status().code(), absl::StatusCode::kResourceExhausted);
  }
}

TEST(ContainerTest, ALargeTextIsRefused) {
  EXPECT_EQ(ReadDocument(std::string(limits::kMaxMarkupBytes + 1, 'a')).status().code(),
            absl::StatusCode::kResourceExhausted);
}

// Real documents, where they are.
std::string Corpus(absl::string_view name) {
  const char* folder = std::getenv("OGI_CORPUS_DIR");
  std::ifstream file(absl::StrCat(folder == nullptr ? "../shared/corpus" : folder, "/", name),
                     std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void ExpectCorpusHas(absl::string_view name, const std::vector<std::string>& lines) {
  const std::string bytes = Corpus(name);
  if (bytes.empty()) GTEST_SKIP() << "no corpus: OGI_CORPUS_DIR says where it is";
  const std::string drawn = Drawn(ReadDocument(bytes));
  for (const std::string& line : lines) EXPECT_TRUE(absl::StrContains(drawn, line)) << line;
}

TEST(ContainerTest, RowsOfARealPdfAreLines) {
  ExpectCorpusHas(
      "huaian-2024.pdf",
      {"\n4> 一、本年新收政府信息公开申请数量 3001 53 0 0 61 4 3119\n", "\n4> 447 7 0 0 0 0 454\n",
       "\n4> 三、本年度办理结果\n", "\n4> 2.其他法律行政法规禁止公开 30 1 0 0 0 0 31\n",
       "\n5> 72 64 178 37 351 13 4 8 1 26 12 1 1 6 20\n"});
}

TEST(ContainerTest, TextFromTopToBottomInARealPdfLeavesItsRowsAlone) {
  ExpectCorpusHas(
      "hongze-2023.pdf",
      {"\n3> 三、本年度办理结果\n", "\n3> 1.属于国家秘密 1 0 0 0 0 0 1\n",
       "\n3> 5.属于三类内部事务信息 0 0 0 0 0 0 0\n", "\n4> 10 1 0 0 0 0 0 0 0 0 5 0 0 0 0\n"});
}

TEST(ContainerTest, RowsOfARealTextAreLines) {
  ExpectCorpusHas("huaian-2024.txt",
                  {"> 一、本年新收政府信息公开申请数量 3001 53 0 0 61 4 3119\n"});
}

}  // namespace
}  // namespace ogi
