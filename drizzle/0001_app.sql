CREATE TABLE "checks" (
	"github_id" bigint NOT NULL,
	"head" text NOT NULL,
	"installation_id" bigint NOT NULL,
	"pull" integer,
	"owed_since" timestamp with time zone,
	"check_run_id" bigint,
	"conclusion" text,
	"held_until" timestamp with time zone,
	CONSTRAINT "checks_github_id_head_pk" PRIMARY KEY("github_id","head")
);
--> statement-breakpoint
CREATE TABLE "cursors" (
	"name" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"guid" text PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"installation_id" bigint,
	"task" text,
	"state" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "installations" (
	"id" bigint PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"state" text NOT NULL,
	"permissions" text NOT NULL,
	"limited_until" timestamp with time zone,
	"delete_after" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "installed_repositories" (
	"id" bigint PRIMARY KEY NOT NULL,
	"installation_id" bigint NOT NULL,
	"repository_id" bigint NOT NULL,
	"owner" text NOT NULL,
	"name" text NOT NULL,
	"private" boolean NOT NULL,
	"default_branch" text NOT NULL,
	"state" text NOT NULL,
	"delete_after" timestamp with time zone,
	"measured_commit" text,
	"measured_at" timestamp with time zone,
	"backfilled_at" timestamp with time zone,
	"failure" text,
	CONSTRAINT "installed_repositories_repository_id_unique" UNIQUE("repository_id")
);
--> statement-breakpoint
CREATE TABLE "pulls" (
	"github_id" bigint NOT NULL,
	"number" integer NOT NULL,
	"installation_id" bigint NOT NULL,
	"title" text NOT NULL,
	"state" text NOT NULL,
	"draft" boolean NOT NULL,
	"base_ref" text NOT NULL,
	"head" text NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"scored_head" text,
	"scored_base" text,
	"scorecard" text,
	"scored_at" timestamp with time zone,
	"failure" text,
	CONSTRAINT "pulls_github_id_number_pk" PRIMARY KEY("github_id","number")
);
--> statement-breakpoint
ALTER TABLE "installed_repositories" ADD CONSTRAINT "installed_repositories_installation_id_installations_id_fk" FOREIGN KEY ("installation_id") REFERENCES "public"."installations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "installed_repositories" ADD CONSTRAINT "installed_repositories_repository_id_repositories_id_fk" FOREIGN KEY ("repository_id") REFERENCES "public"."repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pulls" ADD CONSTRAINT "pulls_github_id_installed_repositories_id_fk" FOREIGN KEY ("github_id") REFERENCES "public"."installed_repositories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "checks_owed_since_index" ON "checks" USING btree ("owed_since");--> statement-breakpoint
CREATE INDEX "deliveries_task_state_index" ON "deliveries" USING btree ("task","state");--> statement-breakpoint
CREATE INDEX "deliveries_received_at_index" ON "deliveries" USING btree ("received_at");--> statement-breakpoint
CREATE INDEX "installed_repositories_installation_id_index" ON "installed_repositories" USING btree ("installation_id");--> statement-breakpoint
CREATE INDEX "pulls_github_id_updated_at_index" ON "pulls" USING btree ("github_id","updated_at");