#include "domain/log/record_text.h"

#include <string>

#include "common/digest.h"
#include "gtest/gtest.h"
#include "ogi/v1/agency.pb.h"

namespace ogi {
namespace {

// The example of docs/log.md.
TEST(RecordText, HasALineForEachValueInTheOrderOfFieldNumbers) {
  v1::Agency agency;
  agency.set_level(v1::Agency::TOWNSHIP);
  agency.set_name("agencies/54-0424204");
  v1::DatedText& name = *agency.add_names();
  name.set_text("达仁乡人民政府");
  name.mutable_from()->set_year(2019);
  name.mutable_from()->set_month(1);
  name.mutable_from()->set_day(1);
  EXPECT_EQ(RecordText(agency),
            "ogi-record 1\n"
            "ogi.v1.Agency\n"
            "name=\"agencies/54-0424204\"\n"
            "names[0]:\n"
            "names[0].text=\"达仁乡人民政府\"\n"
            "names[0].from:\n"
            "names[0].from.year=2019\n"
            "names[0].from.month=1\n"
            "names[0].from.day=1\n"
            "level=TOWNSHIP\n");
}

TEST(RecordText, KeepsEveryTextOnItsLine) {
  v1::Agency agency;
  agency.set_name("a\"b\\c\nd");
  EXPECT_EQ(RecordText(agency), "ogi-record 1\nogi.v1.Agency\nname=\"a\\\"b\\\\c\\nd\"\n");
}

TEST(RecordText, TellsAnEmptyMessageFromNone) {
  v1::Agency without;
  v1::Agency with;
  with.add_names();
  EXPECT_NE(RecordText(without), RecordText(with));
}

TEST(RecordText, WritesBytesInHexadecimalAndUnknownValuesAsNumbers) {
  storage::v1::LoggedAct act;
  act.set_kind(static_cast<storage::v1::LoggedAct::Kind>(99));
  act.set_content_digest("\x01\xff");
  EXPECT_EQ(RecordText(act),
            "ogi-record 1\nogi.storage.v1.LoggedAct\nkind=99\ncontent_digest=01ff\n");
}

TEST(BodyDigest, IsThatOfTheActsTextWithoutItsSalt) {
  storage::v1::LoggedAct act;
  act.set_kind(storage::v1::LoggedAct::FILED);
  act.set_resource("agencies/54-0424204/reports/2023/revisions/1");
  act.set_to(v1::SUBMITTED);
  const std::string digest = BodyDigest(act);
  EXPECT_EQ(digest, Sha256("ogi-record 1\nogi.storage.v1.LoggedAct\nkind=FILED\n"
                           "resource=\"agencies/54-0424204/reports/2023/revisions/1\"\n"
                           "to=SUBMITTED\n"));
  act.set_salt("salt");
  EXPECT_EQ(BodyDigest(act), digest);
  act.set_actor_digest("who");
  EXPECT_NE(BodyDigest(act), digest);
}

}  // namespace
}  // namespace ogi
