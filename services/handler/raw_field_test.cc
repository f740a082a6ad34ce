#include "services/handler/raw_field.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "ogi/v1/submission_service.pb.h"

namespace ogi {
namespace {

constexpr int kReport = v1::SubmitReportRequest::kReportFieldNumber;

v1::SubmitReportRequest Request() {
  v1::SubmitReportRequest request;
  request.set_parent("agencies/54-A000001");
  request.set_request_id("one");
  request.set_validate_only(true);
  request.mutable_report()->set_year(2020);
  return request;
}

TEST(RawField, IsWhatTheFieldSerializesTo) {
  const std::string bytes = Request().SerializeAsString();
  EXPECT_EQ(RawField(bytes, kReport), Request().report().SerializeAsString());
}

TEST(RawField, OfAnEmptyMessageFieldIsEmptyAndThere) {
  v1::SubmitReportRequest request;
  request.mutable_report();
  EXPECT_EQ(RawField(request.SerializeAsString(), kReport), "");
}

TEST(RawField, IsAbsentWhereTheFieldIs) {
  v1::SubmitReportRequest request = Request();
  request.clear_report();
  EXPECT_EQ(RawField(request.SerializeAsString(), kReport), std::nullopt);
  EXPECT_EQ(RawField("", kReport), std::nullopt);
}

TEST(RawField, IsAbsentWhereTheFieldIsTwice) {
  const std::string bytes = Request().SerializeAsString();
  EXPECT_EQ(RawField(bytes + bytes, kReport), std::nullopt);
}

TEST(RawField, IsAbsentInWhatIsCutOff) {
  const std::string bytes = Request().SerializeAsString();
  for (size_t size = 0; size < bytes.size(); ++size) {
    const std::string cut = bytes.substr(0, size);
    v1::SubmitReportRequest parsed;
    if (!parsed.ParseFromString(cut)) {
      EXPECT_EQ(RawField(cut, kReport), std::nullopt) << size;
    }
  }
}

TEST(MessageOf, IsWhatProtobufWrites) {
  v1::SubmitReportRequest request;
  *request.mutable_report() = Request().report();
  request.mutable_report()->set_agency(std::string(300, 'a'));
  EXPECT_EQ(MessageOf(kReport, request.report().SerializeAsString()), request.SerializeAsString());
}

TEST(RawField, IsFoundBehindUnknownFieldsOfEveryWireType) {
  // Fields 100 to 102: a number, eight bytes, four bytes.
  const std::string unknown(
      "\xa0\x06\x01\xa9\x06"
      "12345678"
      "\xb5\x06"
      "1234",
      19);
  const std::string bytes = unknown + Request().SerializeAsString();
  EXPECT_EQ(RawField(bytes, kReport), Request().report().SerializeAsString());
}

}  // namespace
}  // namespace ogi
