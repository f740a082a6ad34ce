#include "domain/form/decimal.h"

#include "gtest/gtest.h"

namespace ogi {
namespace {

TEST(Decimal, ReadsAmountsAsTheyAreFiled) {
  EXPECT_EQ(Decimal::Parse("0")->ToString(), "0");
  EXPECT_EQ(Decimal::Parse("0012.50")->ToString(), "12.5");
  EXPECT_EQ(Decimal::Parse("24252.311082")->ToString(), "24252.311082");
  EXPECT_EQ(Decimal::Parse("999999999999999.99999999")->ToString(), "999999999999999.99999999");
  EXPECT_EQ(Decimal::Parse("0.00000001")->ToString(), "0.00000001");
  EXPECT_EQ(Decimal::Parse("7.00")->ToString(), "7");
}

TEST(Decimal, RefusesWhatIsNoPlainAmount) {
  for (const char* text : {"", ".", ".5", "5.", "-1", "+1", "1,000", "1e3", " 1", "1 ", "1.2.3",
                           "1234567890123456", "1.123456789", "１", "壹", "0x10", "nan"}) {
    EXPECT_EQ(Decimal::Parse(text), std::nullopt) << text;
  }
  EXPECT_EQ(Decimal::Parse(absl::string_view("1\0", 2)), std::nullopt);
}

TEST(Decimal, TurnsTenThousandsIntoYuanExactly) {
  const auto yuan = [](const char* amount) {
    return Decimal::Parse(amount)->TimesTenThousand().ToString();
  };
  EXPECT_EQ(yuan("96171.6"), "961716000");
  EXPECT_EQ(yuan("24252.311082"), "242523110.82");
  EXPECT_EQ(yuan("0.00000001"), "0.0001");
  EXPECT_EQ(yuan("999999999999999.99999999"), "9999999999999999999.9999");
  EXPECT_EQ(yuan("0"), "0");
}

TEST(Decimal, ComparesByValueAndNotByDigits) {
  EXPECT_EQ(Decimal::Parse("1.50"), Decimal::Parse("01.5"));
  EXPECT_LT(*Decimal::Parse("9.99999999"), *Decimal::Parse("10"));
  EXPECT_GT(*Decimal::Parse("0.1"), *Decimal::Parse("0.09999999"));
}

}  // namespace
}  // namespace ogi
