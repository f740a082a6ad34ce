#include "import/formats/pdf_words.h"

#include <gtest/gtest.h>

namespace ogi {
namespace {

TEST(PdfWordsTest, WordsBelongToTheirPages) {
  const PdfText text = ParsePdfWords(
                           "pages 2\ntitle a b\npage 60000 80000\nword 100 200 350 1200 1 x y\n"
                           "page 60000 80000\nend\n")
                           .value();
  EXPECT_EQ(text.title, "a b");
  ASSERT_EQ(text.pages.size(), 2u);
  ASSERT_EQ(text.pages[0].words.size(), 1u);
  EXPECT_EQ(text.pages[0].words[0].left, 1);
  EXPECT_EQ(text.pages[0].words[0].right, 3.5);
  EXPECT_EQ(text.pages[0].words[0].rotation, 1);
  EXPECT_EQ(text.pages[0].words[0].text, "x y");
  EXPECT_TRUE(text.pages[1].words.empty());
}

TEST(PdfWordsTest, WhatWasCutOffIsDamaged) {
  EXPECT_EQ(ParsePdfWords("pages 1\npage 1 1\n").status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ParsePdfWords("").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(PdfWordsTest, AWordOutOfOrderIsDamaged) {
  for (const char* words : {"word 1 1 2 2 0 a\nend\n", "page 1 1\nword 2 1 1 2 0 a\nend\n",
                            "page 1 1\nword 1 1 2 99999999999 0 a\nend\n", "what\nend\n"}) {
    EXPECT_FALSE(ParsePdfWords(words).ok()) << words;
  }
}

TEST(PdfWordsTest, APasswordIsNamed) {
  EXPECT_NE(ParsePdfWords("locked\n").status().message().find("密码"), absl::string_view::npos);
}

TEST(PdfWordsTest, TooManyPagesAreRefused) {
  EXPECT_EQ(ParsePdfWords("pages 5000\nend\n").status().code(),
            absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace ogi
