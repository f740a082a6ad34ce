// season: what the server is asked, and what is shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "clients/cli/app.h"
#include "clients/cpp/fake_environment.h"
#include "clients/cpp/fake_server.h"
#include "common/errors.h"
#include "common/wire/status.h"
#include "ogi/v1/season_service.grpc.pb.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;

// Answers what it was asked, and remembers it.
class FakeSeasons : public v1::SeasonService::Service {
 public:
  using Context = grpc::ServerContext*;

  grpc::Status GetSeason(Context, const v1::GetSeasonRequest* request, v1::Season* out) override {
    if (season.name() != request->name()) {
      return wire::ToGrpc(errors::AccessRecordNotFound(request->name()));
    }
    *out = season;
    return grpc::Status::OK;
  }
  grpc::Status ListSeasons(Context, const v1::ListSeasonsRequest*,
                           v1::ListSeasonsResponse* out) override {
    if (!season.name().empty()) *out->add_seasons() = season;
    return grpc::Status::OK;
  }
  grpc::Status SetSeason(Context, const v1::SetSeasonRequest* request, v1::Season* out) override {
    set = *request;
    *out = request->season();
    return wire::ToGrpc(status);
  }
  grpc::Status FreezeRoster(Context, const v1::FreezeRosterRequest* request,
                            v1::Roster* out) override {
    freeze_ids.push_back(request->request_id());
    out->set_entries(static_cast<int64_t>(1000 * freeze_ids.size()));
    out->set_state(freeze_ids.size() < 3 ? v1::Roster::FREEZING : v1::Roster::FROZEN);
    return wire::ToGrpc(status);
  }
  grpc::Status GetRosterEntry(Context, const v1::GetRosterEntryRequest* request,
                              v1::RosterEntry* out) override {
    out->set_name(request->name());
    return grpc::Status::OK;
  }
  grpc::Status ListRosterEntries(Context, const v1::ListRosterEntriesRequest* request,
                                 v1::ListRosterEntriesResponse* out) override {
    listed = *request;
    out->add_roster_entries()->set_name(
        absl::StrCat("agencies/54-042420", request->page_token().size(), "/rosterEntries/2025"));
    if (request->page_token().empty()) out->set_next_page_token("next");
    return grpc::Status::OK;
  }
  grpc::Status AddRosterEntry(Context, const v1::AddRosterEntryRequest* request,
                              v1::RosterEntry* out) override {
    return Entry(request->name(), request->reason(), out);
  }
  grpc::Status ExemptAgency(Context, const v1::ExemptAgencyRequest* request,
                            v1::RosterEntry* out) override {
    ground = request->ground();
    return Entry(request->name(), request->reason(), out);
  }
  grpc::Status EndExemption(Context, const v1::EndExemptionRequest* request,
                            v1::RosterEntry* out) override {
    return Entry(request->name(), request->reason(), out);
  }
  grpc::Status GrantExtension(Context, const v1::GrantExtensionRequest* request,
                              v1::Extension* out) override {
    *out = granted = request->extension();
    return grpc::Status::OK;
  }
  grpc::Status WithdrawExtension(Context, const v1::WithdrawExtensionRequest* request,
                                 v1::Extension*) override {
    changed = request->name() + " " + request->reason();
    return grpc::Status::OK;
  }
  grpc::Status ListExtensions(Context, const v1::ListExtensionsRequest* request,
                              v1::ListExtensionsResponse*) override {
    changed = absl::StrCat(request->parent(), " ", request->year());
    return grpc::Status::OK;
  }

  absl::Status status;
  v1::Season season;
  v1::SetSeasonRequest set;
  v1::ListRosterEntriesRequest listed;
  v1::Extension granted;
  v1::Exemption::Ground ground = v1::Exemption::GROUND_UNSPECIFIED;
  std::vector<std::string> freeze_ids;
  std::string changed;

 private:
  grpc::Status Entry(const std::string& name, const std::string& reason, v1::RosterEntry* out) {
    changed = name + " " + reason;
    out->set_name(name);
    return wire::ToGrpc(status);
  }
};

class SeasonCommandsTest : public ::testing::Test {
 protected:
  int Run(std::vector<std::string> arguments) {
    out_.str("");
    err_.str("");
    arguments.insert(arguments.begin(), "season");
    for (const std::string& flag :
         {std::string("--insecure-loopback"), std::string("--server"), server_.target()}) {
      arguments.push_back(flag);
    }
    return static_cast<int>(RunOgictl(arguments, {out_, err_, false, environment_}));
  }

  client::FakeEnvironment world_;
  const client::Environment environment_ = world_.Get();
  FakeSeasons seasons_;
  client::FakeServer server_{&seasons_};
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(SeasonCommandsTest, SetMakesASeasonWhereThereIsNone) {
  EXPECT_EQ(Run({"set", "2025", "--level", "township,部门", "--opens", "2026-01-05", "--due",
                 "2026-01-20", "--closes", "2026-02-28", "--request-id", "mine"}),
            0)
      << err_.str();
  const v1::Season& season = seasons_.set.season();
  EXPECT_EQ(season.name(), "seasons/2025");
  EXPECT_EQ(seasons_.set.request_id(), "mine");
  ASSERT_EQ(season.levels_size(), 2);
  EXPECT_EQ(season.levels(0).level(), v1::Agency::TOWNSHIP);
  EXPECT_EQ(season.levels(1).level(), v1::Agency::DEPARTMENT);
  EXPECT_EQ(season.levels(1).opening_date().day(), 5);
  EXPECT_EQ(season.levels(1).due_date().day(), 20);
  EXPECT_EQ(season.levels(1).closing_date().day(), 28);
  EXPECT_FALSE(season.levels(1).has_aggregate_due_date());
  EXPECT_THAT(out_.str(), HasSubstr("乡级"));
}

TEST_F(SeasonCommandsTest, SetKeepsTheOtherLevelsAndGuardsWhatItRead) {
  seasons_.season.set_name("seasons/2025");
  seasons_.season.set_etag("0f");
  seasons_.season.add_levels()->set_level(v1::Agency::COUNTY);
  seasons_.season.add_levels()->set_level(v1::Agency::TOWNSHIP);
  EXPECT_EQ(Run({"set", "2025", "--level", "township", "--opens", "2026-01-05", "--due",
                 "2026-01-20", "--aggregate-due", "2026-02-20"}),
            0)
      << err_.str();
  const v1::Season& season = seasons_.set.season();
  EXPECT_EQ(season.etag(), "0f");
  ASSERT_EQ(season.levels_size(), 2);
  EXPECT_EQ(season.levels(0).level(), v1::Agency::COUNTY);
  EXPECT_FALSE(season.levels(0).has_due_date());
  EXPECT_EQ(season.levels(1).aggregate_due_date().month(), 2);
}

TEST_F(SeasonCommandsTest, AWrongLevelOrDayIsToldBeforeTheServerIsAsked) {
  EXPECT_EQ(
      Run({"set", "2025", "--level", "village", "--opens", "2026-01-05", "--due", "2026-01-20"}),
      1);
  EXPECT_THAT(err_.str(), HasSubstr("乡级"));
  EXPECT_EQ(Run({"set", "2025", "--level", "all", "--opens", "1月5日", "--due", "2026-01-20"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("--opens 应为日期"));
  EXPECT_EQ(seasons_.set.season().name(), "");
}

TEST_F(SeasonCommandsTest, ShowTellsOneYearOrAll) {
  seasons_.season.set_name("seasons/2025");
  EXPECT_EQ(Run({"show", "2025"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("2025 年度"));
  EXPECT_EQ(Run({"show"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("共 1 个年度。"));
  EXPECT_EQ(Run({"show", "2024"}), 2);
  EXPECT_EQ(Run({"show", "2025", "--output", "json"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("\"seasons/2025\""));
  seasons_.season.Clear();
  EXPECT_EQ(Run({"show", "--output", "json"}), 0);
  EXPECT_EQ(out_.str(), "{\"seasons\":[]}\n");
}

TEST_F(SeasonCommandsTest, FreezeGoesOnToTheEndEachStepUnderAnIdOfItsOwn) {
  EXPECT_EQ(Run({"freeze", "2025"}), 0) << err_.str();
  ASSERT_EQ(seasons_.freeze_ids.size(), 3u);
  EXPECT_NE(seasons_.freeze_ids[0], seasons_.freeze_ids[1]);
  EXPECT_NE(seasons_.freeze_ids[1], seasons_.freeze_ids[2]);
  EXPECT_THAT(out_.str(), HasSubstr("已固定，3000 个机关"));
  seasons_.status = errors::AccessRecordNotFound("seasons/2025");
  EXPECT_EQ(Run({"freeze", "2025"}), 2);
}

TEST_F(SeasonCommandsTest, TheRosterIsListedToItsEndOrOneEntryShown) {
  EXPECT_EQ(Run({"roster", "2025", "--superior", "54-0424000"}), 0) << err_.str();
  EXPECT_EQ(seasons_.listed.parent(), "seasons/2025");
  EXPECT_EQ(seasons_.listed.superior(), "agencies/54-0424000");
  EXPECT_THAT(out_.str(), HasSubstr("54-0424200"));
  EXPECT_THAT(out_.str(), HasSubstr("54-0424204"));
  EXPECT_THAT(out_.str(), HasSubstr("共 2 条。"));
  EXPECT_EQ(Run({"roster", "2025", "--partition", "54"}), 0);
  EXPECT_EQ(seasons_.listed.partition(), "54");
  EXPECT_EQ(Run({"roster", "2025", "--agency", "54-0424209"}), 0);
  EXPECT_THAT(out_.str(), HasSubstr("54-0424209"));
}

TEST_F(SeasonCommandsTest, EntriesAreAddedExemptedAndTakenBack) {
  EXPECT_EQ(Run({"exempt", "54-0424204", "2025", "--ground", "merged", "--reason", "并入"}), 0)
      << err_.str();
  EXPECT_EQ(seasons_.ground, v1::Exemption::MERGED);
  EXPECT_EQ(seasons_.changed, "agencies/54-0424204/rosterEntries/2025 并入");
  EXPECT_EQ(Run({"exempt", "54-0424204", "2025", "--ground", "lazy", "--reason", "并入"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("newly-founded"));
  EXPECT_EQ(Run({"end-exemption", "54-0424204", "2025", "--reason", "仍在履职"}), 0);
  EXPECT_EQ(seasons_.changed, "agencies/54-0424204/rosterEntries/2025 仍在履职");
  EXPECT_EQ(Run({"add", "54-0424204", "2025", "--reason", "遗漏"}), 0);
  EXPECT_EQ(seasons_.changed, "agencies/54-0424204/rosterEntries/2025 遗漏");
  EXPECT_EQ(Run({"add", "54-0424204", "2025"}), 1);
  seasons_.status = errors::RosterNotFrozen("seasons/2025");
  EXPECT_EQ(Run({"add", "54-0424204", "2025", "--reason", "遗漏"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("ogictl season freeze"));
}

TEST_F(SeasonCommandsTest, AnExtensionNamesWhomUntilWhenWhyAndByWhichDocument) {
  EXPECT_EQ(Run({"extend", "54-0424000", "2025", "--until", "2026-03-15", "--reason", "地震",
                 "--document", "波政办函〔2026〕3号", "--subtree"}),
            0)
      << err_.str();
  EXPECT_EQ(seasons_.granted.agency(), "agencies/54-0424000");
  EXPECT_EQ(seasons_.granted.year(), 2025);
  EXPECT_EQ(seasons_.granted.due_date().month(), 3);
  EXPECT_EQ(seasons_.granted.reason(), "地震");
  EXPECT_EQ(seasons_.granted.document_number(), "波政办函〔2026〕3号");
  EXPECT_TRUE(seasons_.granted.subtree());
  EXPECT_EQ(Run({"extensions", "54-0424000", "--year", "2025"}), 0);
  EXPECT_EQ(seasons_.changed, "agencies/54-0424000 2025");
  EXPECT_EQ(out_.str(), "共 0 条。\n");
  EXPECT_EQ(Run({"withdraw", "54-0424000/extensions/0f", "--reason", "误登"}), 0);
  EXPECT_EQ(seasons_.changed, "agencies/54-0424000/extensions/0f 误登");
}

}  // namespace
}  // namespace ogi::cli
