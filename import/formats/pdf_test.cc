#include "import/formats/pdf.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/str_cat.h"
#include "import/formats/testing/drawn.h"
#include "import/formats/testing/files.h"

namespace ogi {
namespace {

TEST(PdfTest, WordsComeInLinesAndPages) {
  EXPECT_EQ(
      Drawn(ReadPdf(Pdf({PdfShow(100, 700, "A1") + PdfShow(300, 700, "23") + PdfShow(100, 680, "B"),
                         PdfShow(100, 700, "C")}))),
      "1> A1 23\n1> B\n2> C\n");
}

TEST(PdfTest, PlacesAreInPointsFromTheUpperLeftCorner) {
  const Document document = ReadPdf(Pdf({PdfShow(100, 700, "123")})).value();
  const Line& line = std::get<Line>(document.blocks.at(0).content);
  EXPECT_NEAR(line.words[0].left, 100, 1);
  EXPECT_NEAR(line.words[0].right, 120, 1);
  EXPECT_NEAR(line.bottom, 100, 5);
  EXPECT_EQ(document.media_type, "application/pdf");
}

TEST(PdfTest, ARotatedPageIsReadAsItIsShown) {
  // Runs up the page, which is turned a quarter to the right.
  EXPECT_EQ(Drawn(ReadPdf(Pdf({"BT /F 12 Tf 0 1 -1 0 300 100 Tm (AA) Tj ET\n"
                               "BT /F 12 Tf 0 1 -1 0 300 300 Tm (BB) Tj ET\n"
                               "BT /F 12 Tf 0 1 -1 0 330 100 Tm (CC) Tj ET\n"},
                              "/Rotate 90"))),
            "1> AA BB\n1> CC\n");
}

TEST(PdfTest, AGarbledFileIsDamaged) {
  const std::string whole = Pdf({PdfShow(100, 700, "A")});
  EXPECT_EQ(ReadPdf("%PDF-1.4\nnothing").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReadPdf(whole.substr(0, 60)).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(PdfTest, AFileThatTakesTooLongIsGivenUp) {
  // Words all over each other: poppler compares each with its neighbours.
  std::string content;
  uint32_t random = 1;
  const auto below = [&](uint32_t limit) {
    random = random * 1664525 + 1013904223;
    return static_cast<int>((random >> 8) % limit);
  };
  for (int i = 0; i < 60'000; ++i) {
    const int x = below(600);
    absl::StrAppend(&content, PdfShow(x, below(800), absl::StrCat("ab", below(99))));
  }
  EXPECT_EQ(ReadPdf(Pdf({content})).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(PdfTest, AFileThatTakesTooMuchMemoryIsDamaged) {
  std::string content;
  for (int i = 0; i < 4'000'000; ++i) content += "q ";
  EXPECT_FALSE(ReadPdf(Pdf({content})).ok());
}

TEST(PdfTest, AProgramThatIsNotThereIsNamed) {
  setenv("OGI_READ_PDF", "/nowhere/ogi-read-pdf", 1);
  const absl::Status status = ReadPdf(Pdf({"A"})).status();
  unsetenv("OGI_READ_PDF");
  EXPECT_EQ(status.code(), absl::StatusCode::kInternal);
  EXPECT_NE(status.message().find("ogi-read-pdf"), absl::string_view::npos) << status;
}

TEST(PdfTest, AProgramThatSaysNothingIsSurvived) {
  setenv("OGI_READ_PDF", "/bin/true", 1);
  EXPECT_EQ(ReadPdf(Pdf({"A"})).status().code(), absl::StatusCode::kInvalidArgument);
  setenv("OGI_READ_PDF", "/usr/bin/yes", 1);
  EXPECT_EQ(ReadPdf(Pdf({"A"})).status().code(), absl::StatusCode::kResourceExhausted);
  unsetenv("OGI_READ_PDF");
}

}  // namespace
}  // namespace ogi
