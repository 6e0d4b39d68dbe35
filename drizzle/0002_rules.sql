CREATE TABLE "rule_matches" (
	"repository_id" bigint NOT NULL,
	"rule_hash" text NOT NULL,
	"blob_id" text NOT NULL,
	"language" text NOT NULL,
	"matches" text NOT NULL,
	CONSTRAINT "rule_matches_repository_id_rule_hash_blob_id_language_pk" PRIMARY KEY("repository_id","rule_hash","blob_id","language")
);
--> statement-breakpoint
ALTER TABLE "rule_matches" ADD CONSTRAINT "rule_matches_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;