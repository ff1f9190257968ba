CREATE SCHEMA "archive";
--> statement-breakpoint
CREATE SCHEMA "log";
--> statement-breakpoint
CREATE SCHEMA "staff";
--> statement-breakpoint
CREATE SEQUENCE "log"."event_sequence" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;
--> statement-breakpoint
CREATE TABLE "log"."event" (
	"sequence" bigint PRIMARY KEY NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"generation" integer DEFAULT 1 NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"entity" text NOT NULL,
	"operation" text NOT NULL,
	"rows" bigint NOT NULL,
	"actor_kind" text NOT NULL,
	"actor" text,
	"role" text NOT NULL,
	"request_id" text,
	"reason" text,
	"attributed" boolean NOT NULL,
	"marked" boolean NOT NULL,
	"demo" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "log"."restoration" (
	"restore_event" bigint NOT NULL,
	"delete_event" bigint NOT NULL,
	CONSTRAINT "restoration_pkey" PRIMARY KEY("restore_event","delete_event")
);
--> statement-breakpoint
CREATE TABLE "staff"."rate_limits" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff"."sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"token" text NOT NULL,
	"user_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"impersonated_by" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff"."verifications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" varchar(255) NOT NULL,
	"username" varchar(50) NOT NULL,
	"full_name" varchar(100) NOT NULL,
	"password_hash" varchar(255) NOT NULL,
	"profile_picture_url" varchar(500),
	"cover_photo_url" varchar(500),
	"bio" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "archive"."users" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"email" varchar(255),
	"username" varchar(50),
	"full_name" varchar(100),
	"password_hash" varchar(255),
	"profile_picture_url" varchar(500),
	"cover_photo_url" varchar(500),
	"bio" text,
	"created_at" timestamp with time zone,
	"updated_at" timestamp with time zone,
	CONSTRAINT "users_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."users" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"email" varchar(255),
	"username" varchar(50),
	"full_name" varchar(100),
	"profile_picture_url" varchar(500),
	"cover_photo_url" varchar(500),
	"bio" text,
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"author_id" uuid NOT NULL,
	"content" text NOT NULL,
	"privacy" varchar(20) DEFAULT 'public' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "posts_privacy_check" CHECK (privacy IN ('public', 'friends', 'private'))
);
--> statement-breakpoint
CREATE TABLE "archive"."posts" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"author_id" uuid,
	"content" text,
	"privacy" varchar(20),
	"created_at" timestamp with time zone,
	"updated_at" timestamp with time zone,
	CONSTRAINT "posts_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."posts" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"author_id" uuid,
	"content" text,
	"privacy" varchar(20),
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "comments" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"post_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"content" text NOT NULL,
	"parent_comment_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "archive"."comments" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"post_id" uuid,
	"author_id" uuid,
	"content" text,
	"parent_comment_id" uuid,
	"created_at" timestamp with time zone,
	"updated_at" timestamp with time zone,
	CONSTRAINT "comments_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."comments" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"post_id" uuid,
	"author_id" uuid,
	"content" text,
	"parent_comment_id" uuid,
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "reactions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"target_type" varchar(20) NOT NULL,
	"type" varchar(20) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reactions_user_target_unique" UNIQUE("user_id","target_id","target_type"),
	CONSTRAINT "reactions_target_type_check" CHECK (target_type IN ('post', 'comment', 'blog'))
);
--> statement-breakpoint
CREATE TABLE "archive"."reactions" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"user_id" uuid,
	"target_id" uuid,
	"target_type" varchar(20),
	"type" varchar(20),
	"created_at" timestamp with time zone,
	CONSTRAINT "reactions_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."reactions" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"user_id" uuid,
	"target_id" uuid,
	"target_type" varchar(20),
	"type" varchar(20),
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "friend_requests" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"sender_id" uuid NOT NULL,
	"receiver_id" uuid NOT NULL,
	"status" varchar(20) DEFAULT 'pending' NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "friend_requests_sender_receiver_unique" UNIQUE("sender_id","receiver_id"),
	CONSTRAINT "friend_requests_status_check" CHECK (status IN ('pending', 'accepted', 'rejected')),
	CONSTRAINT "friend_requests_not_self" CHECK (sender_id <> receiver_id)
);
--> statement-breakpoint
CREATE TABLE "archive"."friend_requests" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"sender_id" uuid,
	"receiver_id" uuid,
	"status" varchar(20),
	"created_at" timestamp with time zone,
	"updated_at" timestamp with time zone,
	CONSTRAINT "friend_requests_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."friend_requests" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"sender_id" uuid,
	"receiver_id" uuid,
	"status" varchar(20),
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "friendships" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"friend_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "friendships_user_friend_unique" UNIQUE("user_id","friend_id"),
	CONSTRAINT "friendships_ordered" CHECK (user_id < friend_id)
);
--> statement-breakpoint
CREATE TABLE "archive"."friendships" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"user_id" uuid,
	"friend_id" uuid,
	"created_at" timestamp with time zone,
	CONSTRAINT "friendships_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."friendships" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"user_id" uuid,
	"friend_id" uuid,
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "follows" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"follower_id" uuid NOT NULL,
	"target_id" uuid NOT NULL,
	"target_type" varchar(20) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "follows_follower_target_unique" UNIQUE("follower_id","target_id","target_type"),
	CONSTRAINT "follows_target_type_check" CHECK (target_type IN ('user', 'hashtag', 'blog'))
);
--> statement-breakpoint
CREATE TABLE "archive"."follows" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"follower_id" uuid,
	"target_id" uuid,
	"target_type" varchar(20),
	"created_at" timestamp with time zone,
	CONSTRAINT "follows_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."follows" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"follower_id" uuid,
	"target_id" uuid,
	"target_type" varchar(20),
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "block" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"blocked_user_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "block_user_blocked_unique" UNIQUE("user_id","blocked_user_id"),
	CONSTRAINT "block_not_self" CHECK (user_id <> blocked_user_id)
);
--> statement-breakpoint
CREATE TABLE "archive"."block" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"user_id" uuid,
	"blocked_user_id" uuid,
	"created_at" timestamp with time zone,
	CONSTRAINT "block_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."block" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"user_id" uuid,
	"blocked_user_id" uuid,
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "hashtags" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" varchar(100) NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "hashtags_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "archive"."hashtags" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"name" varchar(100),
	"created_at" timestamp with time zone,
	CONSTRAINT "hashtags_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."hashtags" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"name" varchar(100),
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "post_hashtags" (
	"post_id" uuid NOT NULL,
	"hashtag_id" uuid NOT NULL,
	CONSTRAINT "post_hashtags_pkey" PRIMARY KEY("post_id","hashtag_id")
);
--> statement-breakpoint
CREATE TABLE "archive"."post_hashtags" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"post_id" uuid NOT NULL,
	"hashtag_id" uuid NOT NULL,
	CONSTRAINT "post_hashtags_pkey" PRIMARY KEY("post_id","hashtag_id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."post_hashtags" (
	"event" bigint NOT NULL,
	"post_id" uuid NOT NULL,
	"hashtag_id" uuid NOT NULL,
	"changed" text[],
	"post_id_before" uuid,
	"hashtag_id_before" uuid
);
--> statement-breakpoint
CREATE TABLE "blogs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"author_id" uuid NOT NULL,
	"title" varchar(255) NOT NULL,
	"content" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "archive"."blogs" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"author_id" uuid,
	"title" varchar(255),
	"content" text,
	"created_at" timestamp with time zone,
	"updated_at" timestamp with time zone,
	CONSTRAINT "blogs_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."blogs" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"author_id" uuid,
	"title" varchar(255),
	"content" text,
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "media" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"post_id" uuid,
	"url" varchar(500) NOT NULL,
	"type" varchar(20) NOT NULL,
	"size" bigint,
	"width" integer,
	"height" integer,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "media_type_check" CHECK (type IN ('image', 'video', 'audio'))
);
--> statement-breakpoint
CREATE TABLE "archive"."media" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"user_id" uuid,
	"post_id" uuid,
	"url" varchar(500),
	"type" varchar(20),
	"size" bigint,
	"width" integer,
	"height" integer,
	"created_at" timestamp with time zone,
	CONSTRAINT "media_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."media" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"user_id" uuid,
	"post_id" uuid,
	"url" varchar(500),
	"type" varchar(20),
	"size" bigint,
	"width" integer,
	"height" integer,
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"user_id" uuid NOT NULL,
	"assignee_id" uuid,
	"subject" varchar(200) NOT NULL,
	"description" text NOT NULL,
	"category" varchar(30) DEFAULT 'other' NOT NULL,
	"priority" varchar(20) DEFAULT 'normal' NOT NULL,
	"status" varchar(20) DEFAULT 'open' NOT NULL,
	"about_type" varchar(20),
	"about_id" uuid,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	CONSTRAINT "tickets_status_check" CHECK (status IN ('open', 'pending', 'solved', 'closed')),
	CONSTRAINT "tickets_priority_check" CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
	CONSTRAINT "tickets_category_check" CHECK (category IN ('account', 'abuse', 'content', 'privacy', 'technical', 'other')),
	CONSTRAINT "tickets_about_check" CHECK ((about_type IS NULL) = (about_id IS NULL))
);
--> statement-breakpoint
CREATE TABLE "archive"."tickets" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"user_id" uuid,
	"assignee_id" uuid,
	"subject" varchar(200),
	"description" text,
	"category" varchar(30),
	"priority" varchar(20),
	"status" varchar(20),
	"about_type" varchar(20),
	"about_id" uuid,
	"created_at" timestamp with time zone,
	"updated_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	CONSTRAINT "tickets_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."tickets" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"user_id" uuid,
	"assignee_id" uuid,
	"subject" varchar(200),
	"description" text,
	"category" varchar(30),
	"priority" varchar(20),
	"status" varchar(20),
	"about_type" varchar(20),
	"about_id" uuid,
	"created_at" timestamp with time zone,
	"closed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "ticket_messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"user_id" uuid,
	"staff_id" uuid,
	"body" text NOT NULL,
	"internal" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "ticket_messages_one_author" CHECK ((user_id IS NULL) <> (staff_id IS NULL)),
	CONSTRAINT "ticket_messages_note_by_staff" CHECK (NOT internal OR staff_id IS NOT NULL)
);
--> statement-breakpoint
CREATE TABLE "archive"."ticket_messages" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"ticket_id" uuid,
	"user_id" uuid,
	"staff_id" uuid,
	"body" text,
	"internal" boolean,
	"created_at" timestamp with time zone,
	CONSTRAINT "ticket_messages_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."ticket_messages" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"ticket_id" uuid,
	"user_id" uuid,
	"staff_id" uuid,
	"body" text,
	"internal" boolean,
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "staff"."accounts" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" varchar(100) NOT NULL,
	"email" varchar(255) NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" varchar(500),
	"role" varchar(20) DEFAULT 'support' NOT NULL,
	"banned" boolean DEFAULT false NOT NULL,
	"ban_reason" text,
	"ban_expires" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "staff_accounts_role_check" CHECK (role IN ('support', 'compliance', 'operator', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "archive"."staff_accounts" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"name" varchar(100),
	"email" varchar(255),
	"email_verified" boolean,
	"image" varchar(500),
	"role" varchar(20),
	"banned" boolean,
	"ban_reason" text,
	"ban_expires" timestamp with time zone,
	"created_at" timestamp with time zone,
	"updated_at" timestamp with time zone,
	CONSTRAINT "staff_accounts_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."staff_accounts" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"name" varchar(100),
	"email" varchar(255),
	"email_verified" boolean,
	"image" varchar(500),
	"role" varchar(20),
	"banned" boolean,
	"ban_reason" text,
	"ban_expires" timestamp with time zone,
	"created_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "staff"."credentials" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" varchar(255) NOT NULL,
	"provider_id" varchar(50) NOT NULL,
	"user_id" uuid NOT NULL,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "archive"."staff_credentials" (
	"deleted_id" bigint NOT NULL,
	"deleted_at" timestamp with time zone NOT NULL,
	"deleted_by" text,
	"restored_id" bigint,
	"id" uuid NOT NULL,
	"account_id" varchar(255),
	"provider_id" varchar(50),
	"user_id" uuid,
	"password" text,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"created_at" timestamp with time zone,
	"updated_at" timestamp with time zone,
	CONSTRAINT "staff_credentials_pkey" PRIMARY KEY("id","deleted_id")
);
--> statement-breakpoint
CREATE TABLE "log"."staff_credentials" (
	"event" bigint NOT NULL,
	"id" uuid NOT NULL,
	"changed" text[],
	"id_before" uuid,
	"account_id" varchar(255),
	"provider_id" varchar(50),
	"user_id" uuid,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"created_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "staff"."sessions" ADD CONSTRAINT "sessions_user_id_accounts_id_fk" FOREIGN KEY ("user_id") REFERENCES "staff"."accounts"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "comments" ADD CONSTRAINT "comments_parent_comment_id_comments_id_fk" FOREIGN KEY ("parent_comment_id") REFERENCES "public"."comments"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "reactions" ADD CONSTRAINT "reactions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "friend_requests" ADD CONSTRAINT "friend_requests_sender_id_users_id_fk" FOREIGN KEY ("sender_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "friend_requests" ADD CONSTRAINT "friend_requests_receiver_id_users_id_fk" FOREIGN KEY ("receiver_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "friendships" ADD CONSTRAINT "friendships_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "friendships" ADD CONSTRAINT "friendships_friend_id_users_id_fk" FOREIGN KEY ("friend_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "follows" ADD CONSTRAINT "follows_follower_id_users_id_fk" FOREIGN KEY ("follower_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "block" ADD CONSTRAINT "block_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "block" ADD CONSTRAINT "block_blocked_user_id_users_id_fk" FOREIGN KEY ("blocked_user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "post_hashtags" ADD CONSTRAINT "post_hashtags_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "post_hashtags" ADD CONSTRAINT "post_hashtags_hashtag_id_hashtags_id_fk" FOREIGN KEY ("hashtag_id") REFERENCES "public"."hashtags"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "blogs" ADD CONSTRAINT "blogs_author_id_users_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "media" ADD CONSTRAINT "media_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_assignee_id_accounts_id_fk" FOREIGN KEY ("assignee_id") REFERENCES "staff"."accounts"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ticket_messages" ADD CONSTRAINT "ticket_messages_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ticket_messages" ADD CONSTRAINT "ticket_messages_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "ticket_messages" ADD CONSTRAINT "ticket_messages_staff_id_accounts_id_fk" FOREIGN KEY ("staff_id") REFERENCES "staff"."accounts"("id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "staff"."credentials" ADD CONSTRAINT "credentials_user_id_accounts_id_fk" FOREIGN KEY ("user_id") REFERENCES "staff"."accounts"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "event_xid" ON "log"."event" USING btree ("xid");
--> statement-breakpoint
CREATE INDEX "event_marked" ON "log"."event" USING btree ("sequence") WHERE marked;
--> statement-breakpoint
CREATE INDEX "event_lookup" ON "log"."event" USING brin ("at","actor" text_bloom_ops (n_distinct_per_range='200'),"entity" text_bloom_ops (n_distinct_per_range='200'),"request_id" text_bloom_ops (n_distinct_per_range='2000')) WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "restoration_delete_event" ON "log"."restoration" USING btree ("delete_event");
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_staff_rate_limits_key" ON "staff"."rate_limits" USING btree ("key");
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_staff_sessions_token" ON "staff"."sessions" USING btree ("token");
--> statement-breakpoint
CREATE INDEX "idx_staff_sessions_user" ON "staff"."sessions" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "idx_staff_verifications_identifier" ON "staff"."verifications" USING btree ("identifier");
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_users_email" ON "users" USING btree ("email");
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_users_username" ON "users" USING btree ("username");
--> statement-breakpoint
CREATE INDEX "idx_users_created" ON "users" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_users_search" ON "users" USING gin ("username" gin_trgm_ops,"full_name" gin_trgm_ops,"email" gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "users_deleted_id_brin" ON "archive"."users" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "users_key" ON "log"."users" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "users_key_before" ON "log"."users" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "users_event_brin" ON "log"."users" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_posts_author_created" ON "posts" USING btree ("author_id","created_at" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_posts_privacy_created" ON "posts" USING btree ("privacy","created_at" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_posts_created" ON "posts" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "posts_deleted_id_brin" ON "archive"."posts" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "posts_key" ON "log"."posts" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "posts_key_before" ON "log"."posts" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "posts_event_brin" ON "log"."posts" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_comments_post_created" ON "comments" USING btree ("post_id","created_at" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_comments_parent" ON "comments" USING btree ("parent_comment_id");
--> statement-breakpoint
CREATE INDEX "idx_comments_author_created" ON "comments" USING btree ("author_id","created_at" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_comments_created" ON "comments" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "comments_deleted_id_brin" ON "archive"."comments" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "comments_key" ON "log"."comments" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "comments_key_before" ON "log"."comments" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "comments_event_brin" ON "log"."comments" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_reactions_target" ON "reactions" USING btree ("target_id","target_type");
--> statement-breakpoint
CREATE INDEX "idx_reactions_user" ON "reactions" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "idx_reactions_created" ON "reactions" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "reactions_deleted_id_brin" ON "archive"."reactions" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "reactions_key" ON "log"."reactions" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "reactions_key_before" ON "log"."reactions" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "reactions_event_brin" ON "log"."reactions" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_friend_requests_receiver" ON "friend_requests" USING btree ("receiver_id","status");
--> statement-breakpoint
CREATE INDEX "idx_friend_requests_created" ON "friend_requests" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "friend_requests_deleted_id_brin" ON "archive"."friend_requests" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "friend_requests_key" ON "log"."friend_requests" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "friend_requests_key_before" ON "log"."friend_requests" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "friend_requests_event_brin" ON "log"."friend_requests" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_friendships_friend" ON "friendships" USING btree ("friend_id");
--> statement-breakpoint
CREATE INDEX "idx_friendships_created" ON "friendships" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "friendships_deleted_id_brin" ON "archive"."friendships" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "friendships_key" ON "log"."friendships" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "friendships_key_before" ON "log"."friendships" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "friendships_event_brin" ON "log"."friendships" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_follows_target" ON "follows" USING btree ("target_id","target_type");
--> statement-breakpoint
CREATE INDEX "idx_follows_created" ON "follows" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "follows_deleted_id_brin" ON "archive"."follows" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "follows_key" ON "log"."follows" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "follows_key_before" ON "log"."follows" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "follows_event_brin" ON "log"."follows" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_block_blocked" ON "block" USING btree ("blocked_user_id");
--> statement-breakpoint
CREATE INDEX "idx_block_created" ON "block" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "block_deleted_id_brin" ON "archive"."block" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "block_key" ON "log"."block" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "block_key_before" ON "log"."block" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "block_event_brin" ON "log"."block" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_hashtags_search" ON "hashtags" USING gin ("name" gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "idx_hashtags_created" ON "hashtags" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "hashtags_deleted_id_brin" ON "archive"."hashtags" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "hashtags_key" ON "log"."hashtags" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "hashtags_key_before" ON "log"."hashtags" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "hashtags_event_brin" ON "log"."hashtags" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_post_hashtags_hashtag" ON "post_hashtags" USING btree ("hashtag_id");
--> statement-breakpoint
CREATE INDEX "post_hashtags_deleted_id_brin" ON "archive"."post_hashtags" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "post_hashtags_key" ON "log"."post_hashtags" USING btree ("post_id","hashtag_id");
--> statement-breakpoint
CREATE INDEX "post_hashtags_key_before" ON "log"."post_hashtags" USING btree ("post_id_before","hashtag_id_before") WHERE post_id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "post_hashtags_event_brin" ON "log"."post_hashtags" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_blogs_author_created" ON "blogs" USING btree ("author_id","created_at" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_blogs_created" ON "blogs" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_blogs_search" ON "blogs" USING gin ("title" gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "blogs_deleted_id_brin" ON "archive"."blogs" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "blogs_key" ON "log"."blogs" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "blogs_key_before" ON "log"."blogs" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "blogs_event_brin" ON "log"."blogs" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_media_user_created" ON "media" USING btree ("user_id","created_at" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_media_post" ON "media" USING btree ("post_id");
--> statement-breakpoint
CREATE INDEX "idx_media_created" ON "media" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "media_deleted_id_brin" ON "archive"."media" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "media_key" ON "log"."media" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "media_key_before" ON "log"."media" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "media_event_brin" ON "log"."media" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_tickets_user_created" ON "tickets" USING btree ("user_id","created_at" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_tickets_status_created" ON "tickets" USING btree ("status","created_at" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_tickets_assignee" ON "tickets" USING btree ("assignee_id","status");
--> statement-breakpoint
CREATE INDEX "idx_tickets_about" ON "tickets" USING btree ("about_id");
--> statement-breakpoint
CREATE INDEX "idx_tickets_created" ON "tickets" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "idx_tickets_search" ON "tickets" USING gin ("subject" gin_trgm_ops);
--> statement-breakpoint
CREATE INDEX "tickets_deleted_id_brin" ON "archive"."tickets" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "tickets_key" ON "log"."tickets" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "tickets_key_before" ON "log"."tickets" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "tickets_event_brin" ON "log"."tickets" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_ticket_messages_ticket_created" ON "ticket_messages" USING btree ("ticket_id","created_at");
--> statement-breakpoint
CREATE INDEX "idx_ticket_messages_user" ON "ticket_messages" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "idx_ticket_messages_staff" ON "ticket_messages" USING btree ("staff_id");
--> statement-breakpoint
CREATE INDEX "idx_ticket_messages_created" ON "ticket_messages" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);
--> statement-breakpoint
CREATE INDEX "ticket_messages_deleted_id_brin" ON "archive"."ticket_messages" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "ticket_messages_key" ON "log"."ticket_messages" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "ticket_messages_key_before" ON "log"."ticket_messages" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "ticket_messages_event_brin" ON "log"."ticket_messages" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE UNIQUE INDEX "idx_staff_accounts_email" ON "staff"."accounts" USING btree ("email");
--> statement-breakpoint
CREATE INDEX "staff_accounts_deleted_id_brin" ON "archive"."staff_accounts" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "staff_accounts_key" ON "log"."staff_accounts" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "staff_accounts_key_before" ON "log"."staff_accounts" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "staff_accounts_event_brin" ON "log"."staff_accounts" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "idx_staff_credentials_user" ON "staff"."credentials" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "staff_credentials_deleted_id_brin" ON "archive"."staff_credentials" USING brin ("deleted_id") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE INDEX "staff_credentials_key" ON "log"."staff_credentials" USING btree ("id");
--> statement-breakpoint
CREATE INDEX "staff_credentials_key_before" ON "log"."staff_credentials" USING btree ("id_before") WHERE id_before IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "staff_credentials_event_brin" ON "log"."staff_credentials" USING brin ("event") WITH (pages_per_range=64,autosummarize=true);
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.users_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."users" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'users', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.users_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."users"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.users_insert();
ALTER TABLE "public"."users" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.users_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, email varchar(255), username varchar(50), full_name varchar(100), password_hash varchar(255), profile_picture_url varchar(500), cover_photo_url varchar(500), bio text, created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."users"."id"%TYPE;
  "was email" "log"."users"."email"%TYPE;
  "was username" "log"."users"."username"%TYPE;
  "was full_name" "log"."users"."full_name"%TYPE;
  "was profile_picture_url" "log"."users"."profile_picture_url"%TYPE;
  "was cover_photo_url" "log"."users"."cover_photo_url"%TYPE;
  "was bio" "log"."users"."bio"%TYPE;
  "was created_at" "log"."users"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."email" IS DISTINCT FROM n."email" THEN changed := array_append(changed, 'email'); "was email" := o."email"; END IF;
    IF o."username" IS DISTINCT FROM n."username" THEN changed := array_append(changed, 'username'); "was username" := o."username"; END IF;
    IF o."full_name" IS DISTINCT FROM n."full_name" THEN changed := array_append(changed, 'full_name'); "was full_name" := o."full_name"; END IF;
    IF o."password_hash" IS DISTINCT FROM n."password_hash" THEN changed := array_append(changed, 'password_hash'); END IF;
    IF o."profile_picture_url" IS DISTINCT FROM n."profile_picture_url" THEN changed := array_append(changed, 'profile_picture_url'); "was profile_picture_url" := o."profile_picture_url"; END IF;
    IF o."cover_photo_url" IS DISTINCT FROM n."cover_photo_url" THEN changed := array_append(changed, 'cover_photo_url'); "was cover_photo_url" := o."cover_photo_url"; END IF;
    IF o."bio" IS DISTINCT FROM n."bio" THEN changed := array_append(changed, 'bio'); "was bio" := o."bio"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."users" (event, "id", changed, "id_before", "email", "username", "full_name", "profile_picture_url", "cover_photo_url", "bio", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was email", "was username", "was full_name", "was profile_picture_url", "was cover_photo_url", "was bio", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."users" (event, "id", changed, "id_before", "email", "username", "full_name", "profile_picture_url", "cover_photo_url", "bio", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."email" IS DISTINCT FROM b."email" THEN 'email' END,
        CASE WHEN a."username" IS DISTINCT FROM b."username" THEN 'username' END,
        CASE WHEN a."full_name" IS DISTINCT FROM b."full_name" THEN 'full_name' END,
        CASE WHEN a."password_hash" IS DISTINCT FROM b."password_hash" THEN 'password_hash' END,
        CASE WHEN a."profile_picture_url" IS DISTINCT FROM b."profile_picture_url" THEN 'profile_picture_url' END,
        CASE WHEN a."cover_photo_url" IS DISTINCT FROM b."cover_photo_url" THEN 'cover_photo_url' END,
        CASE WHEN a."bio" IS DISTINCT FROM b."bio" THEN 'bio' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."email" IS DISTINCT FROM b."email" THEN a."email" END,
      CASE WHEN a."username" IS DISTINCT FROM b."username" THEN a."username" END,
      CASE WHEN a."full_name" IS DISTINCT FROM b."full_name" THEN a."full_name" END,
      CASE WHEN a."profile_picture_url" IS DISTINCT FROM b."profile_picture_url" THEN a."profile_picture_url" END,
      CASE WHEN a."cover_photo_url" IS DISTINCT FROM b."cover_photo_url" THEN a."cover_photo_url" END,
      CASE WHEN a."bio" IS DISTINCT FROM b."bio" THEN a."bio" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."email", r."username", r."full_name", r."password_hash", r."profile_picture_url", r."cover_photo_url", r."bio", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."email", r."username", r."full_name", r."password_hash", r."profile_picture_url", r."cover_photo_url", r."bio", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."email" IS DISTINCT FROM b."email"
      OR a."username" IS DISTINCT FROM b."username"
      OR a."full_name" IS DISTINCT FROM b."full_name"
      OR a."password_hash" IS DISTINCT FROM b."password_hash"
      OR a."profile_picture_url" IS DISTINCT FROM b."profile_picture_url"
      OR a."cover_photo_url" IS DISTINCT FROM b."cover_photo_url"
      OR a."bio" IS DISTINCT FROM b."bio"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'users', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.users_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."users"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.users_update();
ALTER TABLE "public"."users" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.users_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."users" (deleted_id, deleted_at, deleted_by, "id", "email", "username", "full_name", "password_hash", "profile_picture_url", "cover_photo_url", "bio", "created_at", "updated_at")
  SELECT audit_event, now(), claim_actor, o."id", o."email", o."username", o."full_name", o."password_hash", o."profile_picture_url", o."cover_photo_url", o."bio", o."created_at", o."updated_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'users', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.users_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."users"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.users_delete();
ALTER TABLE "public"."users" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.users_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on users is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.users_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."users"
FOR EACH STATEMENT EXECUTE FUNCTION log.users_truncate();
ALTER TABLE "public"."users" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.users_follow_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $body$
BEGIN
  DELETE FROM "public"."follows" f
  WHERE f."target_id" = ANY (ARRAY(SELECT o."id" FROM old_rows o))
    AND f."target_type" = 'user';
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.users_follow_follows() FROM PUBLIC;
CREATE OR REPLACE TRIGGER follow_follows AFTER DELETE ON "public"."users"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.users_follow_follows();
ALTER TABLE "public"."users" ENABLE ALWAYS TRIGGER follow_follows;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_users(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."users" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."users", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."users" ("id", "email", "username", "full_name", "password_hash", "profile_picture_url", "cover_photo_url", "bio", "created_at", "updated_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."email", a."username", a."full_name", a."password_hash", a."profile_picture_url", a."cover_photo_url", a."bio", coalesce(a."created_at", now()), coalesce(a."updated_at", now()) FROM "archive"."users" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."users", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'users' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."users" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."users", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."users" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."users", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_users(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_users(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.posts_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."posts" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'posts', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.posts_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."posts"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.posts_insert();
ALTER TABLE "public"."posts" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.posts_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, author_id uuid, content text, privacy varchar(20), created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."posts"."id"%TYPE;
  "was author_id" "log"."posts"."author_id"%TYPE;
  "was content" "log"."posts"."content"%TYPE;
  "was privacy" "log"."posts"."privacy"%TYPE;
  "was created_at" "log"."posts"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."author_id" IS DISTINCT FROM n."author_id" THEN changed := array_append(changed, 'author_id'); "was author_id" := o."author_id"; END IF;
    IF o."content" IS DISTINCT FROM n."content" THEN changed := array_append(changed, 'content'); "was content" := o."content"; END IF;
    IF o."privacy" IS DISTINCT FROM n."privacy" THEN changed := array_append(changed, 'privacy'); "was privacy" := o."privacy"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."posts" (event, "id", changed, "id_before", "author_id", "content", "privacy", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was author_id", "was content", "was privacy", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."posts" (event, "id", changed, "id_before", "author_id", "content", "privacy", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."author_id" IS DISTINCT FROM b."author_id" THEN 'author_id' END,
        CASE WHEN a."content" IS DISTINCT FROM b."content" THEN 'content' END,
        CASE WHEN a."privacy" IS DISTINCT FROM b."privacy" THEN 'privacy' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."author_id" IS DISTINCT FROM b."author_id" THEN a."author_id" END,
      CASE WHEN a."content" IS DISTINCT FROM b."content" THEN a."content" END,
      CASE WHEN a."privacy" IS DISTINCT FROM b."privacy" THEN a."privacy" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."author_id", r."content", r."privacy", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."author_id", r."content", r."privacy", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."author_id" IS DISTINCT FROM b."author_id"
      OR a."content" IS DISTINCT FROM b."content"
      OR a."privacy" IS DISTINCT FROM b."privacy"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'posts', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.posts_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."posts"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.posts_update();
ALTER TABLE "public"."posts" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.posts_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."posts" (deleted_id, deleted_at, deleted_by, "id", "author_id", "content", "privacy", "created_at", "updated_at")
  SELECT audit_event, now(), claim_actor, o."id", o."author_id", o."content", o."privacy", o."created_at", o."updated_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'posts', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.posts_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."posts"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.posts_delete();
ALTER TABLE "public"."posts" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.posts_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on posts is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.posts_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."posts"
FOR EACH STATEMENT EXECUTE FUNCTION log.posts_truncate();
ALTER TABLE "public"."posts" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.posts_follow_reactions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $body$
BEGIN
  DELETE FROM "public"."reactions" f
  WHERE f."target_id" = ANY (ARRAY(SELECT o."id" FROM old_rows o))
    AND f."target_type" = 'post';
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.posts_follow_reactions() FROM PUBLIC;
CREATE OR REPLACE TRIGGER follow_reactions AFTER DELETE ON "public"."posts"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.posts_follow_reactions();
ALTER TABLE "public"."posts" ENABLE ALWAYS TRIGGER follow_reactions;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_posts(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."posts" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."posts", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."posts" ("id", "author_id", "content", "privacy", "created_at", "updated_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."author_id", a."content", coalesce(a."privacy", 'public'), coalesce(a."created_at", now()), coalesce(a."updated_at", now()) FROM "archive"."posts" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."posts", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'posts' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."posts" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."posts", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."posts" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."posts", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_posts(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_posts(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.comments_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."comments" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'comments', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.comments_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."comments"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.comments_insert();
ALTER TABLE "public"."comments" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.comments_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, post_id uuid, author_id uuid, content text, parent_comment_id uuid, created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."comments"."id"%TYPE;
  "was post_id" "log"."comments"."post_id"%TYPE;
  "was author_id" "log"."comments"."author_id"%TYPE;
  "was content" "log"."comments"."content"%TYPE;
  "was parent_comment_id" "log"."comments"."parent_comment_id"%TYPE;
  "was created_at" "log"."comments"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."post_id" IS DISTINCT FROM n."post_id" THEN changed := array_append(changed, 'post_id'); "was post_id" := o."post_id"; END IF;
    IF o."author_id" IS DISTINCT FROM n."author_id" THEN changed := array_append(changed, 'author_id'); "was author_id" := o."author_id"; END IF;
    IF o."content" IS DISTINCT FROM n."content" THEN changed := array_append(changed, 'content'); "was content" := o."content"; END IF;
    IF o."parent_comment_id" IS DISTINCT FROM n."parent_comment_id" THEN changed := array_append(changed, 'parent_comment_id'); "was parent_comment_id" := o."parent_comment_id"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."comments" (event, "id", changed, "id_before", "post_id", "author_id", "content", "parent_comment_id", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was post_id", "was author_id", "was content", "was parent_comment_id", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."comments" (event, "id", changed, "id_before", "post_id", "author_id", "content", "parent_comment_id", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."post_id" IS DISTINCT FROM b."post_id" THEN 'post_id' END,
        CASE WHEN a."author_id" IS DISTINCT FROM b."author_id" THEN 'author_id' END,
        CASE WHEN a."content" IS DISTINCT FROM b."content" THEN 'content' END,
        CASE WHEN a."parent_comment_id" IS DISTINCT FROM b."parent_comment_id" THEN 'parent_comment_id' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."post_id" IS DISTINCT FROM b."post_id" THEN a."post_id" END,
      CASE WHEN a."author_id" IS DISTINCT FROM b."author_id" THEN a."author_id" END,
      CASE WHEN a."content" IS DISTINCT FROM b."content" THEN a."content" END,
      CASE WHEN a."parent_comment_id" IS DISTINCT FROM b."parent_comment_id" THEN a."parent_comment_id" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."post_id", r."author_id", r."content", r."parent_comment_id", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."post_id", r."author_id", r."content", r."parent_comment_id", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."post_id" IS DISTINCT FROM b."post_id"
      OR a."author_id" IS DISTINCT FROM b."author_id"
      OR a."content" IS DISTINCT FROM b."content"
      OR a."parent_comment_id" IS DISTINCT FROM b."parent_comment_id"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'comments', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.comments_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."comments"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.comments_update();
ALTER TABLE "public"."comments" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.comments_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."comments" (deleted_id, deleted_at, deleted_by, "id", "post_id", "author_id", "content", "parent_comment_id", "created_at", "updated_at")
  SELECT audit_event, now(), claim_actor, o."id", o."post_id", o."author_id", o."content", o."parent_comment_id", o."created_at", o."updated_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'comments', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.comments_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."comments"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.comments_delete();
ALTER TABLE "public"."comments" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.comments_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on comments is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.comments_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."comments"
FOR EACH STATEMENT EXECUTE FUNCTION log.comments_truncate();
ALTER TABLE "public"."comments" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.comments_follow_reactions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $body$
BEGIN
  DELETE FROM "public"."reactions" f
  WHERE f."target_id" = ANY (ARRAY(SELECT o."id" FROM old_rows o))
    AND f."target_type" = 'comment';
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.comments_follow_reactions() FROM PUBLIC;
CREATE OR REPLACE TRIGGER follow_reactions AFTER DELETE ON "public"."comments"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.comments_follow_reactions();
ALTER TABLE "public"."comments" ENABLE ALWAYS TRIGGER follow_reactions;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_comments(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."comments" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."comments", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."comments" ("id", "post_id", "author_id", "content", "parent_comment_id", "created_at", "updated_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."post_id", a."author_id", a."content", a."parent_comment_id", coalesce(a."created_at", now()), coalesce(a."updated_at", now()) FROM "archive"."comments" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."comments", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'comments' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."comments" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."comments", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."comments" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."comments", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_comments(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_comments(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.reactions_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."reactions" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'reactions', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.reactions_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."reactions"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.reactions_insert();
ALTER TABLE "public"."reactions" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.reactions_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, user_id uuid, target_id uuid, target_type varchar(20), type varchar(20), created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."reactions"."id"%TYPE;
  "was user_id" "log"."reactions"."user_id"%TYPE;
  "was target_id" "log"."reactions"."target_id"%TYPE;
  "was target_type" "log"."reactions"."target_type"%TYPE;
  "was type" "log"."reactions"."type"%TYPE;
  "was created_at" "log"."reactions"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."user_id" IS DISTINCT FROM n."user_id" THEN changed := array_append(changed, 'user_id'); "was user_id" := o."user_id"; END IF;
    IF o."target_id" IS DISTINCT FROM n."target_id" THEN changed := array_append(changed, 'target_id'); "was target_id" := o."target_id"; END IF;
    IF o."target_type" IS DISTINCT FROM n."target_type" THEN changed := array_append(changed, 'target_type'); "was target_type" := o."target_type"; END IF;
    IF o."type" IS DISTINCT FROM n."type" THEN changed := array_append(changed, 'type'); "was type" := o."type"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."reactions" (event, "id", changed, "id_before", "user_id", "target_id", "target_type", "type", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was user_id", "was target_id", "was target_type", "was type", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."reactions" (event, "id", changed, "id_before", "user_id", "target_id", "target_type", "type", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN 'user_id' END,
        CASE WHEN a."target_id" IS DISTINCT FROM b."target_id" THEN 'target_id' END,
        CASE WHEN a."target_type" IS DISTINCT FROM b."target_type" THEN 'target_type' END,
        CASE WHEN a."type" IS DISTINCT FROM b."type" THEN 'type' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN a."user_id" END,
      CASE WHEN a."target_id" IS DISTINCT FROM b."target_id" THEN a."target_id" END,
      CASE WHEN a."target_type" IS DISTINCT FROM b."target_type" THEN a."target_type" END,
      CASE WHEN a."type" IS DISTINCT FROM b."type" THEN a."type" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."user_id", r."target_id", r."target_type", r."type", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."user_id", r."target_id", r."target_type", r."type", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."user_id" IS DISTINCT FROM b."user_id"
      OR a."target_id" IS DISTINCT FROM b."target_id"
      OR a."target_type" IS DISTINCT FROM b."target_type"
      OR a."type" IS DISTINCT FROM b."type"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'reactions', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.reactions_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."reactions"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.reactions_update();
ALTER TABLE "public"."reactions" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.reactions_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."reactions" (deleted_id, deleted_at, deleted_by, "id", "user_id", "target_id", "target_type", "type", "created_at")
  SELECT audit_event, now(), claim_actor, o."id", o."user_id", o."target_id", o."target_type", o."type", o."created_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'reactions', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.reactions_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."reactions"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.reactions_delete();
ALTER TABLE "public"."reactions" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.reactions_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on reactions is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.reactions_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."reactions"
FOR EACH STATEMENT EXECUTE FUNCTION log.reactions_truncate();
ALTER TABLE "public"."reactions" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_reactions(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."reactions" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."reactions", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."reactions" ("id", "user_id", "target_id", "target_type", "type", "created_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."user_id", a."target_id", a."target_type", a."type", coalesce(a."created_at", now()) FROM "archive"."reactions" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."reactions", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'reactions' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."reactions" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."reactions", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."reactions" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."reactions", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_reactions(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_reactions(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.friend_requests_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."friend_requests" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'friend_requests', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.friend_requests_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."friend_requests"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.friend_requests_insert();
ALTER TABLE "public"."friend_requests" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.friend_requests_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, sender_id uuid, receiver_id uuid, status varchar(20), created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."friend_requests"."id"%TYPE;
  "was sender_id" "log"."friend_requests"."sender_id"%TYPE;
  "was receiver_id" "log"."friend_requests"."receiver_id"%TYPE;
  "was status" "log"."friend_requests"."status"%TYPE;
  "was created_at" "log"."friend_requests"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."sender_id" IS DISTINCT FROM n."sender_id" THEN changed := array_append(changed, 'sender_id'); "was sender_id" := o."sender_id"; END IF;
    IF o."receiver_id" IS DISTINCT FROM n."receiver_id" THEN changed := array_append(changed, 'receiver_id'); "was receiver_id" := o."receiver_id"; END IF;
    IF o."status" IS DISTINCT FROM n."status" THEN changed := array_append(changed, 'status'); "was status" := o."status"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."friend_requests" (event, "id", changed, "id_before", "sender_id", "receiver_id", "status", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was sender_id", "was receiver_id", "was status", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."friend_requests" (event, "id", changed, "id_before", "sender_id", "receiver_id", "status", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."sender_id" IS DISTINCT FROM b."sender_id" THEN 'sender_id' END,
        CASE WHEN a."receiver_id" IS DISTINCT FROM b."receiver_id" THEN 'receiver_id' END,
        CASE WHEN a."status" IS DISTINCT FROM b."status" THEN 'status' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."sender_id" IS DISTINCT FROM b."sender_id" THEN a."sender_id" END,
      CASE WHEN a."receiver_id" IS DISTINCT FROM b."receiver_id" THEN a."receiver_id" END,
      CASE WHEN a."status" IS DISTINCT FROM b."status" THEN a."status" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."sender_id", r."receiver_id", r."status", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."sender_id", r."receiver_id", r."status", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."sender_id" IS DISTINCT FROM b."sender_id"
      OR a."receiver_id" IS DISTINCT FROM b."receiver_id"
      OR a."status" IS DISTINCT FROM b."status"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'friend_requests', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.friend_requests_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."friend_requests"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.friend_requests_update();
ALTER TABLE "public"."friend_requests" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.friend_requests_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."friend_requests" (deleted_id, deleted_at, deleted_by, "id", "sender_id", "receiver_id", "status", "created_at", "updated_at")
  SELECT audit_event, now(), claim_actor, o."id", o."sender_id", o."receiver_id", o."status", o."created_at", o."updated_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'friend_requests', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.friend_requests_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."friend_requests"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.friend_requests_delete();
ALTER TABLE "public"."friend_requests" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.friend_requests_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on friend_requests is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.friend_requests_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."friend_requests"
FOR EACH STATEMENT EXECUTE FUNCTION log.friend_requests_truncate();
ALTER TABLE "public"."friend_requests" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_friend_requests(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."friend_requests" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."friend_requests", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."friend_requests" ("id", "sender_id", "receiver_id", "status", "created_at", "updated_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."sender_id", a."receiver_id", coalesce(a."status", 'pending'), coalesce(a."created_at", now()), coalesce(a."updated_at", now()) FROM "archive"."friend_requests" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."friend_requests", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'friend_requests' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."friend_requests" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."friend_requests", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."friend_requests" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."friend_requests", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_friend_requests(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_friend_requests(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.friendships_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."friendships" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'friendships', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.friendships_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."friendships"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.friendships_insert();
ALTER TABLE "public"."friendships" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.friendships_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, user_id uuid, friend_id uuid, created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."friendships"."id"%TYPE;
  "was user_id" "log"."friendships"."user_id"%TYPE;
  "was friend_id" "log"."friendships"."friend_id"%TYPE;
  "was created_at" "log"."friendships"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."user_id" IS DISTINCT FROM n."user_id" THEN changed := array_append(changed, 'user_id'); "was user_id" := o."user_id"; END IF;
    IF o."friend_id" IS DISTINCT FROM n."friend_id" THEN changed := array_append(changed, 'friend_id'); "was friend_id" := o."friend_id"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."friendships" (event, "id", changed, "id_before", "user_id", "friend_id", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was user_id", "was friend_id", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."friendships" (event, "id", changed, "id_before", "user_id", "friend_id", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN 'user_id' END,
        CASE WHEN a."friend_id" IS DISTINCT FROM b."friend_id" THEN 'friend_id' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN a."user_id" END,
      CASE WHEN a."friend_id" IS DISTINCT FROM b."friend_id" THEN a."friend_id" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."user_id", r."friend_id", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."user_id", r."friend_id", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."user_id" IS DISTINCT FROM b."user_id"
      OR a."friend_id" IS DISTINCT FROM b."friend_id"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'friendships', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.friendships_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."friendships"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.friendships_update();
ALTER TABLE "public"."friendships" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.friendships_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."friendships" (deleted_id, deleted_at, deleted_by, "id", "user_id", "friend_id", "created_at")
  SELECT audit_event, now(), claim_actor, o."id", o."user_id", o."friend_id", o."created_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'friendships', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.friendships_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."friendships"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.friendships_delete();
ALTER TABLE "public"."friendships" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.friendships_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on friendships is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.friendships_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."friendships"
FOR EACH STATEMENT EXECUTE FUNCTION log.friendships_truncate();
ALTER TABLE "public"."friendships" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_friendships(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."friendships" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."friendships", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."friendships" ("id", "user_id", "friend_id", "created_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."user_id", a."friend_id", coalesce(a."created_at", now()) FROM "archive"."friendships" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."friendships", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'friendships' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."friendships" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."friendships", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."friendships" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."friendships", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_friendships(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_friendships(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.follows_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."follows" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'follows', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.follows_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."follows"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.follows_insert();
ALTER TABLE "public"."follows" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.follows_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, follower_id uuid, target_id uuid, target_type varchar(20), created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."follows"."id"%TYPE;
  "was follower_id" "log"."follows"."follower_id"%TYPE;
  "was target_id" "log"."follows"."target_id"%TYPE;
  "was target_type" "log"."follows"."target_type"%TYPE;
  "was created_at" "log"."follows"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."follower_id" IS DISTINCT FROM n."follower_id" THEN changed := array_append(changed, 'follower_id'); "was follower_id" := o."follower_id"; END IF;
    IF o."target_id" IS DISTINCT FROM n."target_id" THEN changed := array_append(changed, 'target_id'); "was target_id" := o."target_id"; END IF;
    IF o."target_type" IS DISTINCT FROM n."target_type" THEN changed := array_append(changed, 'target_type'); "was target_type" := o."target_type"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."follows" (event, "id", changed, "id_before", "follower_id", "target_id", "target_type", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was follower_id", "was target_id", "was target_type", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."follows" (event, "id", changed, "id_before", "follower_id", "target_id", "target_type", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."follower_id" IS DISTINCT FROM b."follower_id" THEN 'follower_id' END,
        CASE WHEN a."target_id" IS DISTINCT FROM b."target_id" THEN 'target_id' END,
        CASE WHEN a."target_type" IS DISTINCT FROM b."target_type" THEN 'target_type' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."follower_id" IS DISTINCT FROM b."follower_id" THEN a."follower_id" END,
      CASE WHEN a."target_id" IS DISTINCT FROM b."target_id" THEN a."target_id" END,
      CASE WHEN a."target_type" IS DISTINCT FROM b."target_type" THEN a."target_type" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."follower_id", r."target_id", r."target_type", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."follower_id", r."target_id", r."target_type", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."follower_id" IS DISTINCT FROM b."follower_id"
      OR a."target_id" IS DISTINCT FROM b."target_id"
      OR a."target_type" IS DISTINCT FROM b."target_type"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'follows', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.follows_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."follows"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.follows_update();
ALTER TABLE "public"."follows" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.follows_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."follows" (deleted_id, deleted_at, deleted_by, "id", "follower_id", "target_id", "target_type", "created_at")
  SELECT audit_event, now(), claim_actor, o."id", o."follower_id", o."target_id", o."target_type", o."created_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'follows', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.follows_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."follows"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.follows_delete();
ALTER TABLE "public"."follows" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.follows_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on follows is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.follows_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."follows"
FOR EACH STATEMENT EXECUTE FUNCTION log.follows_truncate();
ALTER TABLE "public"."follows" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_follows(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."follows" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."follows", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."follows" ("id", "follower_id", "target_id", "target_type", "created_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."follower_id", a."target_id", a."target_type", coalesce(a."created_at", now()) FROM "archive"."follows" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."follows", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'follows' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."follows" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."follows", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."follows" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."follows", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_follows(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_follows(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.block_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."block" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'block', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.block_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."block"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.block_insert();
ALTER TABLE "public"."block" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.block_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, user_id uuid, blocked_user_id uuid, created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."block"."id"%TYPE;
  "was user_id" "log"."block"."user_id"%TYPE;
  "was blocked_user_id" "log"."block"."blocked_user_id"%TYPE;
  "was created_at" "log"."block"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."user_id" IS DISTINCT FROM n."user_id" THEN changed := array_append(changed, 'user_id'); "was user_id" := o."user_id"; END IF;
    IF o."blocked_user_id" IS DISTINCT FROM n."blocked_user_id" THEN changed := array_append(changed, 'blocked_user_id'); "was blocked_user_id" := o."blocked_user_id"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."block" (event, "id", changed, "id_before", "user_id", "blocked_user_id", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was user_id", "was blocked_user_id", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."block" (event, "id", changed, "id_before", "user_id", "blocked_user_id", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN 'user_id' END,
        CASE WHEN a."blocked_user_id" IS DISTINCT FROM b."blocked_user_id" THEN 'blocked_user_id' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN a."user_id" END,
      CASE WHEN a."blocked_user_id" IS DISTINCT FROM b."blocked_user_id" THEN a."blocked_user_id" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."user_id", r."blocked_user_id", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."user_id", r."blocked_user_id", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."user_id" IS DISTINCT FROM b."user_id"
      OR a."blocked_user_id" IS DISTINCT FROM b."blocked_user_id"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'block', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.block_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."block"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.block_update();
ALTER TABLE "public"."block" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.block_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."block" (deleted_id, deleted_at, deleted_by, "id", "user_id", "blocked_user_id", "created_at")
  SELECT audit_event, now(), claim_actor, o."id", o."user_id", o."blocked_user_id", o."created_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'block', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.block_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."block"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.block_delete();
ALTER TABLE "public"."block" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.block_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on block is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.block_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."block"
FOR EACH STATEMENT EXECUTE FUNCTION log.block_truncate();
ALTER TABLE "public"."block" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_block(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."block" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."block", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."block" ("id", "user_id", "blocked_user_id", "created_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."user_id", a."blocked_user_id", coalesce(a."created_at", now()) FROM "archive"."block" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."block", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'block' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."block" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."block", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."block" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."block", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_block(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_block(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.hashtags_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."hashtags" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'hashtags', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.hashtags_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."hashtags"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.hashtags_insert();
ALTER TABLE "public"."hashtags" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.hashtags_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, name varchar(100), created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."hashtags"."id"%TYPE;
  "was name" "log"."hashtags"."name"%TYPE;
  "was created_at" "log"."hashtags"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."name" IS DISTINCT FROM n."name" THEN changed := array_append(changed, 'name'); "was name" := o."name"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."hashtags" (event, "id", changed, "id_before", "name", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was name", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."hashtags" (event, "id", changed, "id_before", "name", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."name" IS DISTINCT FROM b."name" THEN 'name' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."name" IS DISTINCT FROM b."name" THEN a."name" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."name", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."name", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."name" IS DISTINCT FROM b."name"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'hashtags', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.hashtags_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."hashtags"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.hashtags_update();
ALTER TABLE "public"."hashtags" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.hashtags_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."hashtags" (deleted_id, deleted_at, deleted_by, "id", "name", "created_at")
  SELECT audit_event, now(), claim_actor, o."id", o."name", o."created_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'hashtags', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.hashtags_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."hashtags"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.hashtags_delete();
ALTER TABLE "public"."hashtags" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.hashtags_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on hashtags is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.hashtags_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."hashtags"
FOR EACH STATEMENT EXECUTE FUNCTION log.hashtags_truncate();
ALTER TABLE "public"."hashtags" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.hashtags_follow_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $body$
BEGIN
  DELETE FROM "public"."follows" f
  WHERE f."target_id" = ANY (ARRAY(SELECT o."id" FROM old_rows o))
    AND f."target_type" = 'hashtag';
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.hashtags_follow_follows() FROM PUBLIC;
CREATE OR REPLACE TRIGGER follow_follows AFTER DELETE ON "public"."hashtags"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.hashtags_follow_follows();
ALTER TABLE "public"."hashtags" ENABLE ALWAYS TRIGGER follow_follows;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_hashtags(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."hashtags" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."hashtags", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."hashtags" ("id", "name", "created_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."name", coalesce(a."created_at", now()) FROM "archive"."hashtags" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."hashtags", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'hashtags' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."hashtags" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."hashtags", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."hashtags" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."hashtags", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_hashtags(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_hashtags(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.post_hashtags_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."post_hashtags" (event, "post_id", "hashtag_id")
  SELECT audit_event, n."post_id", n."hashtag_id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'post_hashtags', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.post_hashtags_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."post_hashtags"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.post_hashtags_insert();
ALTER TABLE "public"."post_hashtags" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.post_hashtags_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- post_id uuid, hashtag_id uuid
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was post_id" "log"."post_hashtags"."post_id"%TYPE;
  "was hashtag_id" "log"."post_hashtags"."hashtag_id"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."post_id" IS DISTINCT FROM n."post_id" THEN changed := array_append(changed, 'post_id'); "was post_id" := o."post_id"; "was hashtag_id" := o."hashtag_id"; END IF;
    IF o."hashtag_id" IS DISTINCT FROM n."hashtag_id" THEN changed := array_append(changed, 'hashtag_id'); "was post_id" := o."post_id"; "was hashtag_id" := o."hashtag_id"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."post_hashtags" (event, "post_id", "hashtag_id", changed, "post_id_before", "hashtag_id_before")
    VALUES (audit_event, n."post_id", n."hashtag_id", changed, "was post_id", "was hashtag_id");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."post_hashtags" (event, "post_id", "hashtag_id", changed, "post_id_before", "hashtag_id_before")
    SELECT audit_event, b."post_id",
      b."hashtag_id",
      array_remove(ARRAY[CASE WHEN a."post_id" IS DISTINCT FROM b."post_id" THEN 'post_id' END,
        CASE WHEN a."hashtag_id" IS DISTINCT FROM b."hashtag_id" THEN 'hashtag_id' END]::text[], NULL),
      CASE WHEN a."post_id" IS DISTINCT FROM b."post_id" OR a."hashtag_id" IS DISTINCT FROM b."hashtag_id" THEN a."post_id" END,
      CASE WHEN a."post_id" IS DISTINCT FROM b."post_id" OR a."hashtag_id" IS DISTINCT FROM b."hashtag_id" THEN a."hashtag_id" END
    FROM (SELECT r."post_id", r."hashtag_id", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."post_id", r."hashtag_id", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."post_id" IS DISTINCT FROM b."post_id"
      OR a."hashtag_id" IS DISTINCT FROM b."hashtag_id";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'post_hashtags', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.post_hashtags_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."post_hashtags"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.post_hashtags_update();
ALTER TABLE "public"."post_hashtags" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.post_hashtags_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."post_hashtags" (deleted_id, deleted_at, deleted_by, "post_id", "hashtag_id")
  SELECT audit_event, now(), claim_actor, o."post_id", o."hashtag_id" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'post_hashtags', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.post_hashtags_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."post_hashtags"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.post_hashtags_delete();
ALTER TABLE "public"."post_hashtags" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.post_hashtags_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on post_hashtags is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.post_hashtags_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."post_hashtags"
FOR EACH STATEMENT EXECUTE FUNCTION log.post_hashtags_truncate();
ALTER TABLE "public"."post_hashtags" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_post_hashtags(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."post_hashtags" a JOIN (SELECT DISTINCT k.deleted_id, k."post_id", k."hashtag_id"
    FROM jsonb_populate_recordset(NULL::"archive"."post_hashtags", chosen) k) c ON a.deleted_id = c.deleted_id AND a."post_id" = c."post_id" AND a."hashtag_id" = c."hashtag_id" FOR UPDATE OF a;
  INSERT INTO "public"."post_hashtags" ("post_id", "hashtag_id") OVERRIDING SYSTEM VALUE
  SELECT a."post_id", a."hashtag_id" FROM "archive"."post_hashtags" a JOIN (SELECT DISTINCT k.deleted_id, k."post_id", k."hashtag_id"
    FROM jsonb_populate_recordset(NULL::"archive"."post_hashtags", chosen) k) c ON a.deleted_id = c.deleted_id AND a."post_id" = c."post_id" AND a."hashtag_id" = c."hashtag_id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'post_hashtags' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."post_hashtags" a JOIN (SELECT DISTINCT k.deleted_id, k."post_id", k."hashtag_id"
    FROM jsonb_populate_recordset(NULL::"archive"."post_hashtags", chosen) k) c ON a.deleted_id = c.deleted_id AND a."post_id" = c."post_id" AND a."hashtag_id" = c."hashtag_id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."post_hashtags" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."post_id", k."hashtag_id"
    FROM jsonb_populate_recordset(NULL::"archive"."post_hashtags", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."post_id" = c."post_id" AND a."hashtag_id" = c."hashtag_id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_post_hashtags(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_post_hashtags(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.blogs_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."blogs" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'blogs', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.blogs_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."blogs"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.blogs_insert();
ALTER TABLE "public"."blogs" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.blogs_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, author_id uuid, title varchar(255), content text, created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."blogs"."id"%TYPE;
  "was author_id" "log"."blogs"."author_id"%TYPE;
  "was title" "log"."blogs"."title"%TYPE;
  "was content" "log"."blogs"."content"%TYPE;
  "was created_at" "log"."blogs"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."author_id" IS DISTINCT FROM n."author_id" THEN changed := array_append(changed, 'author_id'); "was author_id" := o."author_id"; END IF;
    IF o."title" IS DISTINCT FROM n."title" THEN changed := array_append(changed, 'title'); "was title" := o."title"; END IF;
    IF o."content" IS DISTINCT FROM n."content" THEN changed := array_append(changed, 'content'); "was content" := o."content"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."blogs" (event, "id", changed, "id_before", "author_id", "title", "content", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was author_id", "was title", "was content", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."blogs" (event, "id", changed, "id_before", "author_id", "title", "content", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."author_id" IS DISTINCT FROM b."author_id" THEN 'author_id' END,
        CASE WHEN a."title" IS DISTINCT FROM b."title" THEN 'title' END,
        CASE WHEN a."content" IS DISTINCT FROM b."content" THEN 'content' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."author_id" IS DISTINCT FROM b."author_id" THEN a."author_id" END,
      CASE WHEN a."title" IS DISTINCT FROM b."title" THEN a."title" END,
      CASE WHEN a."content" IS DISTINCT FROM b."content" THEN a."content" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."author_id", r."title", r."content", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."author_id", r."title", r."content", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."author_id" IS DISTINCT FROM b."author_id"
      OR a."title" IS DISTINCT FROM b."title"
      OR a."content" IS DISTINCT FROM b."content"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'blogs', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.blogs_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."blogs"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.blogs_update();
ALTER TABLE "public"."blogs" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.blogs_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."blogs" (deleted_id, deleted_at, deleted_by, "id", "author_id", "title", "content", "created_at", "updated_at")
  SELECT audit_event, now(), claim_actor, o."id", o."author_id", o."title", o."content", o."created_at", o."updated_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'blogs', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.blogs_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."blogs"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.blogs_delete();
ALTER TABLE "public"."blogs" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.blogs_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on blogs is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.blogs_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."blogs"
FOR EACH STATEMENT EXECUTE FUNCTION log.blogs_truncate();
ALTER TABLE "public"."blogs" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.blogs_follow_reactions() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $body$
BEGIN
  DELETE FROM "public"."reactions" f
  WHERE f."target_id" = ANY (ARRAY(SELECT o."id" FROM old_rows o))
    AND f."target_type" = 'blog';
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.blogs_follow_reactions() FROM PUBLIC;
CREATE OR REPLACE TRIGGER follow_reactions AFTER DELETE ON "public"."blogs"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.blogs_follow_reactions();
ALTER TABLE "public"."blogs" ENABLE ALWAYS TRIGGER follow_reactions;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.blogs_follow_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $body$
BEGIN
  DELETE FROM "public"."follows" f
  WHERE f."target_id" = ANY (ARRAY(SELECT o."id" FROM old_rows o))
    AND f."target_type" = 'blog';
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.blogs_follow_follows() FROM PUBLIC;
CREATE OR REPLACE TRIGGER follow_follows AFTER DELETE ON "public"."blogs"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.blogs_follow_follows();
ALTER TABLE "public"."blogs" ENABLE ALWAYS TRIGGER follow_follows;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_blogs(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."blogs" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."blogs", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."blogs" ("id", "author_id", "title", "content", "created_at", "updated_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."author_id", a."title", a."content", coalesce(a."created_at", now()), coalesce(a."updated_at", now()) FROM "archive"."blogs" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."blogs", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'blogs' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."blogs" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."blogs", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."blogs" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."blogs", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_blogs(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_blogs(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.media_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."media" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'media', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.media_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."media"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.media_insert();
ALTER TABLE "public"."media" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.media_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, user_id uuid, post_id uuid, url varchar(500), type varchar(20), size bigint, width integer, height integer, created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."media"."id"%TYPE;
  "was user_id" "log"."media"."user_id"%TYPE;
  "was post_id" "log"."media"."post_id"%TYPE;
  "was url" "log"."media"."url"%TYPE;
  "was type" "log"."media"."type"%TYPE;
  "was size" "log"."media"."size"%TYPE;
  "was width" "log"."media"."width"%TYPE;
  "was height" "log"."media"."height"%TYPE;
  "was created_at" "log"."media"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."user_id" IS DISTINCT FROM n."user_id" THEN changed := array_append(changed, 'user_id'); "was user_id" := o."user_id"; END IF;
    IF o."post_id" IS DISTINCT FROM n."post_id" THEN changed := array_append(changed, 'post_id'); "was post_id" := o."post_id"; END IF;
    IF o."url" IS DISTINCT FROM n."url" THEN changed := array_append(changed, 'url'); "was url" := o."url"; END IF;
    IF o."type" IS DISTINCT FROM n."type" THEN changed := array_append(changed, 'type'); "was type" := o."type"; END IF;
    IF o."size" IS DISTINCT FROM n."size" THEN changed := array_append(changed, 'size'); "was size" := o."size"; END IF;
    IF o."width" IS DISTINCT FROM n."width" THEN changed := array_append(changed, 'width'); "was width" := o."width"; END IF;
    IF o."height" IS DISTINCT FROM n."height" THEN changed := array_append(changed, 'height'); "was height" := o."height"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."media" (event, "id", changed, "id_before", "user_id", "post_id", "url", "type", "size", "width", "height", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was user_id", "was post_id", "was url", "was type", "was size", "was width", "was height", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."media" (event, "id", changed, "id_before", "user_id", "post_id", "url", "type", "size", "width", "height", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN 'user_id' END,
        CASE WHEN a."post_id" IS DISTINCT FROM b."post_id" THEN 'post_id' END,
        CASE WHEN a."url" IS DISTINCT FROM b."url" THEN 'url' END,
        CASE WHEN a."type" IS DISTINCT FROM b."type" THEN 'type' END,
        CASE WHEN a."size" IS DISTINCT FROM b."size" THEN 'size' END,
        CASE WHEN a."width" IS DISTINCT FROM b."width" THEN 'width' END,
        CASE WHEN a."height" IS DISTINCT FROM b."height" THEN 'height' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN a."user_id" END,
      CASE WHEN a."post_id" IS DISTINCT FROM b."post_id" THEN a."post_id" END,
      CASE WHEN a."url" IS DISTINCT FROM b."url" THEN a."url" END,
      CASE WHEN a."type" IS DISTINCT FROM b."type" THEN a."type" END,
      CASE WHEN a."size" IS DISTINCT FROM b."size" THEN a."size" END,
      CASE WHEN a."width" IS DISTINCT FROM b."width" THEN a."width" END,
      CASE WHEN a."height" IS DISTINCT FROM b."height" THEN a."height" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."user_id", r."post_id", r."url", r."type", r."size", r."width", r."height", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."user_id", r."post_id", r."url", r."type", r."size", r."width", r."height", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."user_id" IS DISTINCT FROM b."user_id"
      OR a."post_id" IS DISTINCT FROM b."post_id"
      OR a."url" IS DISTINCT FROM b."url"
      OR a."type" IS DISTINCT FROM b."type"
      OR a."size" IS DISTINCT FROM b."size"
      OR a."width" IS DISTINCT FROM b."width"
      OR a."height" IS DISTINCT FROM b."height"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'media', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.media_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."media"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.media_update();
ALTER TABLE "public"."media" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.media_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."media" (deleted_id, deleted_at, deleted_by, "id", "user_id", "post_id", "url", "type", "size", "width", "height", "created_at")
  SELECT audit_event, now(), claim_actor, o."id", o."user_id", o."post_id", o."url", o."type", o."size", o."width", o."height", o."created_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'media', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.media_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."media"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.media_delete();
ALTER TABLE "public"."media" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.media_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on media is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.media_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."media"
FOR EACH STATEMENT EXECUTE FUNCTION log.media_truncate();
ALTER TABLE "public"."media" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_media(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."media" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."media", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."media" ("id", "user_id", "post_id", "url", "type", "size", "width", "height", "created_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."user_id", a."post_id", a."url", a."type", a."size", a."width", a."height", coalesce(a."created_at", now()) FROM "archive"."media" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."media", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'media' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."media" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."media", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."media" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."media", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_media(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_media(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.tickets_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."tickets" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'tickets', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.tickets_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."tickets"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.tickets_insert();
ALTER TABLE "public"."tickets" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.tickets_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, user_id uuid, assignee_id uuid, subject varchar(200), description text, category varchar(30), priority varchar(20), status varchar(20), about_type varchar(20), about_id uuid, created_at timestamp with time zone, closed_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."tickets"."id"%TYPE;
  "was user_id" "log"."tickets"."user_id"%TYPE;
  "was assignee_id" "log"."tickets"."assignee_id"%TYPE;
  "was subject" "log"."tickets"."subject"%TYPE;
  "was description" "log"."tickets"."description"%TYPE;
  "was category" "log"."tickets"."category"%TYPE;
  "was priority" "log"."tickets"."priority"%TYPE;
  "was status" "log"."tickets"."status"%TYPE;
  "was about_type" "log"."tickets"."about_type"%TYPE;
  "was about_id" "log"."tickets"."about_id"%TYPE;
  "was created_at" "log"."tickets"."created_at"%TYPE;
  "was closed_at" "log"."tickets"."closed_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."user_id" IS DISTINCT FROM n."user_id" THEN changed := array_append(changed, 'user_id'); "was user_id" := o."user_id"; END IF;
    IF o."assignee_id" IS DISTINCT FROM n."assignee_id" THEN changed := array_append(changed, 'assignee_id'); "was assignee_id" := o."assignee_id"; END IF;
    IF o."subject" IS DISTINCT FROM n."subject" THEN changed := array_append(changed, 'subject'); "was subject" := o."subject"; END IF;
    IF o."description" IS DISTINCT FROM n."description" THEN changed := array_append(changed, 'description'); "was description" := o."description"; END IF;
    IF o."category" IS DISTINCT FROM n."category" THEN changed := array_append(changed, 'category'); "was category" := o."category"; END IF;
    IF o."priority" IS DISTINCT FROM n."priority" THEN changed := array_append(changed, 'priority'); "was priority" := o."priority"; END IF;
    IF o."status" IS DISTINCT FROM n."status" THEN changed := array_append(changed, 'status'); "was status" := o."status"; END IF;
    IF o."about_type" IS DISTINCT FROM n."about_type" THEN changed := array_append(changed, 'about_type'); "was about_type" := o."about_type"; END IF;
    IF o."about_id" IS DISTINCT FROM n."about_id" THEN changed := array_append(changed, 'about_id'); "was about_id" := o."about_id"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF o."closed_at" IS DISTINCT FROM n."closed_at" THEN changed := array_append(changed, 'closed_at'); "was closed_at" := o."closed_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."tickets" (event, "id", changed, "id_before", "user_id", "assignee_id", "subject", "description", "category", "priority", "status", "about_type", "about_id", "created_at", "closed_at")
    VALUES (audit_event, n."id", changed, "was id", "was user_id", "was assignee_id", "was subject", "was description", "was category", "was priority", "was status", "was about_type", "was about_id", "was created_at", "was closed_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."tickets" (event, "id", changed, "id_before", "user_id", "assignee_id", "subject", "description", "category", "priority", "status", "about_type", "about_id", "created_at", "closed_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN 'user_id' END,
        CASE WHEN a."assignee_id" IS DISTINCT FROM b."assignee_id" THEN 'assignee_id' END,
        CASE WHEN a."subject" IS DISTINCT FROM b."subject" THEN 'subject' END,
        CASE WHEN a."description" IS DISTINCT FROM b."description" THEN 'description' END,
        CASE WHEN a."category" IS DISTINCT FROM b."category" THEN 'category' END,
        CASE WHEN a."priority" IS DISTINCT FROM b."priority" THEN 'priority' END,
        CASE WHEN a."status" IS DISTINCT FROM b."status" THEN 'status' END,
        CASE WHEN a."about_type" IS DISTINCT FROM b."about_type" THEN 'about_type' END,
        CASE WHEN a."about_id" IS DISTINCT FROM b."about_id" THEN 'about_id' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END,
        CASE WHEN a."closed_at" IS DISTINCT FROM b."closed_at" THEN 'closed_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN a."user_id" END,
      CASE WHEN a."assignee_id" IS DISTINCT FROM b."assignee_id" THEN a."assignee_id" END,
      CASE WHEN a."subject" IS DISTINCT FROM b."subject" THEN a."subject" END,
      CASE WHEN a."description" IS DISTINCT FROM b."description" THEN a."description" END,
      CASE WHEN a."category" IS DISTINCT FROM b."category" THEN a."category" END,
      CASE WHEN a."priority" IS DISTINCT FROM b."priority" THEN a."priority" END,
      CASE WHEN a."status" IS DISTINCT FROM b."status" THEN a."status" END,
      CASE WHEN a."about_type" IS DISTINCT FROM b."about_type" THEN a."about_type" END,
      CASE WHEN a."about_id" IS DISTINCT FROM b."about_id" THEN a."about_id" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END,
      CASE WHEN a."closed_at" IS DISTINCT FROM b."closed_at" THEN a."closed_at" END
    FROM (SELECT r."id", r."user_id", r."assignee_id", r."subject", r."description", r."category", r."priority", r."status", r."about_type", r."about_id", r."created_at", r."closed_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."user_id", r."assignee_id", r."subject", r."description", r."category", r."priority", r."status", r."about_type", r."about_id", r."created_at", r."closed_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."user_id" IS DISTINCT FROM b."user_id"
      OR a."assignee_id" IS DISTINCT FROM b."assignee_id"
      OR a."subject" IS DISTINCT FROM b."subject"
      OR a."description" IS DISTINCT FROM b."description"
      OR a."category" IS DISTINCT FROM b."category"
      OR a."priority" IS DISTINCT FROM b."priority"
      OR a."status" IS DISTINCT FROM b."status"
      OR a."about_type" IS DISTINCT FROM b."about_type"
      OR a."about_id" IS DISTINCT FROM b."about_id"
      OR a."created_at" IS DISTINCT FROM b."created_at"
      OR a."closed_at" IS DISTINCT FROM b."closed_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'tickets', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.tickets_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."tickets"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.tickets_update();
ALTER TABLE "public"."tickets" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.tickets_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."tickets" (deleted_id, deleted_at, deleted_by, "id", "user_id", "assignee_id", "subject", "description", "category", "priority", "status", "about_type", "about_id", "created_at", "updated_at", "closed_at")
  SELECT audit_event, now(), claim_actor, o."id", o."user_id", o."assignee_id", o."subject", o."description", o."category", o."priority", o."status", o."about_type", o."about_id", o."created_at", o."updated_at", o."closed_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'tickets', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.tickets_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."tickets"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.tickets_delete();
ALTER TABLE "public"."tickets" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.tickets_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on tickets is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.tickets_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."tickets"
FOR EACH STATEMENT EXECUTE FUNCTION log.tickets_truncate();
ALTER TABLE "public"."tickets" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_tickets(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."tickets" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."tickets", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."tickets" ("id", "user_id", "assignee_id", "subject", "description", "category", "priority", "status", "about_type", "about_id", "created_at", "updated_at", "closed_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."user_id", a."assignee_id", a."subject", a."description", coalesce(a."category", 'other'), coalesce(a."priority", 'normal'), coalesce(a."status", 'open'), a."about_type", a."about_id", coalesce(a."created_at", now()), coalesce(a."updated_at", now()), a."closed_at" FROM "archive"."tickets" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."tickets", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'tickets' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."tickets" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."tickets", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."tickets" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."tickets", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_tickets(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_tickets(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.ticket_messages_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."ticket_messages" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'ticket_messages', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.ticket_messages_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "public"."ticket_messages"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.ticket_messages_insert();
ALTER TABLE "public"."ticket_messages" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.ticket_messages_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, ticket_id uuid, user_id uuid, staff_id uuid, body text, internal boolean, created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."ticket_messages"."id"%TYPE;
  "was ticket_id" "log"."ticket_messages"."ticket_id"%TYPE;
  "was user_id" "log"."ticket_messages"."user_id"%TYPE;
  "was staff_id" "log"."ticket_messages"."staff_id"%TYPE;
  "was body" "log"."ticket_messages"."body"%TYPE;
  "was internal" "log"."ticket_messages"."internal"%TYPE;
  "was created_at" "log"."ticket_messages"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."ticket_id" IS DISTINCT FROM n."ticket_id" THEN changed := array_append(changed, 'ticket_id'); "was ticket_id" := o."ticket_id"; END IF;
    IF o."user_id" IS DISTINCT FROM n."user_id" THEN changed := array_append(changed, 'user_id'); "was user_id" := o."user_id"; END IF;
    IF o."staff_id" IS DISTINCT FROM n."staff_id" THEN changed := array_append(changed, 'staff_id'); "was staff_id" := o."staff_id"; END IF;
    IF o."body" IS DISTINCT FROM n."body" THEN changed := array_append(changed, 'body'); "was body" := o."body"; END IF;
    IF o."internal" IS DISTINCT FROM n."internal" THEN changed := array_append(changed, 'internal'); "was internal" := o."internal"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."ticket_messages" (event, "id", changed, "id_before", "ticket_id", "user_id", "staff_id", "body", "internal", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was ticket_id", "was user_id", "was staff_id", "was body", "was internal", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."ticket_messages" (event, "id", changed, "id_before", "ticket_id", "user_id", "staff_id", "body", "internal", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."ticket_id" IS DISTINCT FROM b."ticket_id" THEN 'ticket_id' END,
        CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN 'user_id' END,
        CASE WHEN a."staff_id" IS DISTINCT FROM b."staff_id" THEN 'staff_id' END,
        CASE WHEN a."body" IS DISTINCT FROM b."body" THEN 'body' END,
        CASE WHEN a."internal" IS DISTINCT FROM b."internal" THEN 'internal' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."ticket_id" IS DISTINCT FROM b."ticket_id" THEN a."ticket_id" END,
      CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN a."user_id" END,
      CASE WHEN a."staff_id" IS DISTINCT FROM b."staff_id" THEN a."staff_id" END,
      CASE WHEN a."body" IS DISTINCT FROM b."body" THEN a."body" END,
      CASE WHEN a."internal" IS DISTINCT FROM b."internal" THEN a."internal" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."ticket_id", r."user_id", r."staff_id", r."body", r."internal", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."ticket_id", r."user_id", r."staff_id", r."body", r."internal", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."ticket_id" IS DISTINCT FROM b."ticket_id"
      OR a."user_id" IS DISTINCT FROM b."user_id"
      OR a."staff_id" IS DISTINCT FROM b."staff_id"
      OR a."body" IS DISTINCT FROM b."body"
      OR a."internal" IS DISTINCT FROM b."internal"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'ticket_messages', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.ticket_messages_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "public"."ticket_messages"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.ticket_messages_update();
ALTER TABLE "public"."ticket_messages" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.ticket_messages_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."ticket_messages" (deleted_id, deleted_at, deleted_by, "id", "ticket_id", "user_id", "staff_id", "body", "internal", "created_at")
  SELECT audit_event, now(), claim_actor, o."id", o."ticket_id", o."user_id", o."staff_id", o."body", o."internal", o."created_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') WHEN 'bellamy_platform' THEN claim_kind IN ('platform') WHEN 'bellamy_job' THEN claim_kind IN ('job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'ticket_messages', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.ticket_messages_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "public"."ticket_messages"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.ticket_messages_delete();
ALTER TABLE "public"."ticket_messages" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.ticket_messages_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on ticket_messages is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.ticket_messages_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "public"."ticket_messages"
FOR EACH STATEMENT EXECUTE FUNCTION log.ticket_messages_truncate();
ALTER TABLE "public"."ticket_messages" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_ticket_messages(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."ticket_messages" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."ticket_messages", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "public"."ticket_messages" ("id", "ticket_id", "user_id", "staff_id", "body", "internal", "created_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."ticket_id", a."user_id", a."staff_id", a."body", coalesce(a."internal", false), coalesce(a."created_at", now()) FROM "archive"."ticket_messages" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."ticket_messages", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'ticket_messages' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."ticket_messages" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."ticket_messages", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."ticket_messages" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."ticket_messages", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'public',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_ticket_messages(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_ticket_messages(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.staff_accounts_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."staff_accounts" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'staff_accounts', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.staff_accounts_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "staff"."accounts"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.staff_accounts_insert();
ALTER TABLE "staff"."accounts" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.staff_accounts_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, name varchar(100), email varchar(255), email_verified boolean, image varchar(500), role varchar(20), banned boolean, ban_reason text, ban_expires timestamp with time zone, created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."staff_accounts"."id"%TYPE;
  "was name" "log"."staff_accounts"."name"%TYPE;
  "was email" "log"."staff_accounts"."email"%TYPE;
  "was email_verified" "log"."staff_accounts"."email_verified"%TYPE;
  "was image" "log"."staff_accounts"."image"%TYPE;
  "was role" "log"."staff_accounts"."role"%TYPE;
  "was banned" "log"."staff_accounts"."banned"%TYPE;
  "was ban_reason" "log"."staff_accounts"."ban_reason"%TYPE;
  "was ban_expires" "log"."staff_accounts"."ban_expires"%TYPE;
  "was created_at" "log"."staff_accounts"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."name" IS DISTINCT FROM n."name" THEN changed := array_append(changed, 'name'); "was name" := o."name"; END IF;
    IF o."email" IS DISTINCT FROM n."email" THEN changed := array_append(changed, 'email'); "was email" := o."email"; END IF;
    IF o."email_verified" IS DISTINCT FROM n."email_verified" THEN changed := array_append(changed, 'email_verified'); "was email_verified" := o."email_verified"; END IF;
    IF o."image" IS DISTINCT FROM n."image" THEN changed := array_append(changed, 'image'); "was image" := o."image"; END IF;
    IF o."role" IS DISTINCT FROM n."role" THEN changed := array_append(changed, 'role'); "was role" := o."role"; END IF;
    IF o."banned" IS DISTINCT FROM n."banned" THEN changed := array_append(changed, 'banned'); "was banned" := o."banned"; END IF;
    IF o."ban_reason" IS DISTINCT FROM n."ban_reason" THEN changed := array_append(changed, 'ban_reason'); "was ban_reason" := o."ban_reason"; END IF;
    IF o."ban_expires" IS DISTINCT FROM n."ban_expires" THEN changed := array_append(changed, 'ban_expires'); "was ban_expires" := o."ban_expires"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."staff_accounts" (event, "id", changed, "id_before", "name", "email", "email_verified", "image", "role", "banned", "ban_reason", "ban_expires", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was name", "was email", "was email_verified", "was image", "was role", "was banned", "was ban_reason", "was ban_expires", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."staff_accounts" (event, "id", changed, "id_before", "name", "email", "email_verified", "image", "role", "banned", "ban_reason", "ban_expires", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."name" IS DISTINCT FROM b."name" THEN 'name' END,
        CASE WHEN a."email" IS DISTINCT FROM b."email" THEN 'email' END,
        CASE WHEN a."email_verified" IS DISTINCT FROM b."email_verified" THEN 'email_verified' END,
        CASE WHEN a."image" IS DISTINCT FROM b."image" THEN 'image' END,
        CASE WHEN a."role" IS DISTINCT FROM b."role" THEN 'role' END,
        CASE WHEN a."banned" IS DISTINCT FROM b."banned" THEN 'banned' END,
        CASE WHEN a."ban_reason" IS DISTINCT FROM b."ban_reason" THEN 'ban_reason' END,
        CASE WHEN a."ban_expires" IS DISTINCT FROM b."ban_expires" THEN 'ban_expires' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."name" IS DISTINCT FROM b."name" THEN a."name" END,
      CASE WHEN a."email" IS DISTINCT FROM b."email" THEN a."email" END,
      CASE WHEN a."email_verified" IS DISTINCT FROM b."email_verified" THEN a."email_verified" END,
      CASE WHEN a."image" IS DISTINCT FROM b."image" THEN a."image" END,
      CASE WHEN a."role" IS DISTINCT FROM b."role" THEN a."role" END,
      CASE WHEN a."banned" IS DISTINCT FROM b."banned" THEN a."banned" END,
      CASE WHEN a."ban_reason" IS DISTINCT FROM b."ban_reason" THEN a."ban_reason" END,
      CASE WHEN a."ban_expires" IS DISTINCT FROM b."ban_expires" THEN a."ban_expires" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."name", r."email", r."email_verified", r."image", r."role", r."banned", r."ban_reason", r."ban_expires", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."name", r."email", r."email_verified", r."image", r."role", r."banned", r."ban_reason", r."ban_expires", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."name" IS DISTINCT FROM b."name"
      OR a."email" IS DISTINCT FROM b."email"
      OR a."email_verified" IS DISTINCT FROM b."email_verified"
      OR a."image" IS DISTINCT FROM b."image"
      OR a."role" IS DISTINCT FROM b."role"
      OR a."banned" IS DISTINCT FROM b."banned"
      OR a."ban_reason" IS DISTINCT FROM b."ban_reason"
      OR a."ban_expires" IS DISTINCT FROM b."ban_expires"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'staff_accounts', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.staff_accounts_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "staff"."accounts"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.staff_accounts_update();
ALTER TABLE "staff"."accounts" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.staff_accounts_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."staff_accounts" (deleted_id, deleted_at, deleted_by, "id", "name", "email", "email_verified", "image", "role", "banned", "ban_reason", "ban_expires", "created_at", "updated_at")
  SELECT audit_event, now(), claim_actor, o."id", o."name", o."email", o."email_verified", o."image", o."role", o."banned", o."ban_reason", o."ban_expires", o."created_at", o."updated_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'staff_accounts', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.staff_accounts_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "staff"."accounts"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.staff_accounts_delete();
ALTER TABLE "staff"."accounts" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.staff_accounts_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on staff_accounts is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.staff_accounts_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "staff"."accounts"
FOR EACH STATEMENT EXECUTE FUNCTION log.staff_accounts_truncate();
ALTER TABLE "staff"."accounts" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_staff_accounts(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."staff_accounts" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."staff_accounts", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "staff"."accounts" ("id", "name", "email", "email_verified", "image", "role", "banned", "ban_reason", "ban_expires", "created_at", "updated_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."name", a."email", coalesce(a."email_verified", false), a."image", coalesce(a."role", 'support'), coalesce(a."banned", false), a."ban_reason", a."ban_expires", coalesce(a."created_at", now()), coalesce(a."updated_at", now()) FROM "archive"."staff_accounts" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."staff_accounts", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'staff_accounts' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."staff_accounts" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."staff_accounts", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."staff_accounts" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."staff_accounts", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'staff',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_staff_accounts(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_staff_accounts(jsonb) TO bellamy_console;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.staff_credentials_insert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "log"."staff_credentials" (event, "id")
  SELECT audit_event, n."id" FROM new_rows n;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'staff_credentials', 'insert', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.staff_credentials_insert() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_insert AFTER INSERT ON "staff"."credentials"
REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.staff_credentials_insert();
ALTER TABLE "staff"."credentials" ENABLE ALWAYS TRIGGER audit_insert;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.staff_credentials_update() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
-- id uuid, account_id varchar(255), provider_id varchar(50), user_id uuid, password text, access_token text, refresh_token text, id_token text, access_token_expires_at timestamp with time zone, refresh_token_expires_at timestamp with time zone, scope text, created_at timestamp with time zone
DECLARE
  audit_event bigint;
  affected bigint;
  o record;
  n record;
  changed text[];
  memory text;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
  "was id" "log"."staff_credentials"."id"%TYPE;
  "was account_id" "log"."staff_credentials"."account_id"%TYPE;
  "was provider_id" "log"."staff_credentials"."provider_id"%TYPE;
  "was user_id" "log"."staff_credentials"."user_id"%TYPE;
  "was access_token_expires_at" "log"."staff_credentials"."access_token_expires_at"%TYPE;
  "was refresh_token_expires_at" "log"."staff_credentials"."refresh_token_expires_at"%TYPE;
  "was scope" "log"."staff_credentials"."scope"%TYPE;
  "was created_at" "log"."staff_credentials"."created_at"%TYPE;
BEGIN
  PERFORM FROM new_rows LIMIT 2;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  IF affected = 1 THEN
    SELECT * INTO o FROM old_rows;
    SELECT * INTO n FROM new_rows;
    IF o."id" IS DISTINCT FROM n."id" THEN changed := array_append(changed, 'id'); "was id" := o."id"; END IF;
    IF o."account_id" IS DISTINCT FROM n."account_id" THEN changed := array_append(changed, 'account_id'); "was account_id" := o."account_id"; END IF;
    IF o."provider_id" IS DISTINCT FROM n."provider_id" THEN changed := array_append(changed, 'provider_id'); "was provider_id" := o."provider_id"; END IF;
    IF o."user_id" IS DISTINCT FROM n."user_id" THEN changed := array_append(changed, 'user_id'); "was user_id" := o."user_id"; END IF;
    IF o."password" IS DISTINCT FROM n."password" THEN changed := array_append(changed, 'password'); END IF;
    IF o."access_token" IS DISTINCT FROM n."access_token" THEN changed := array_append(changed, 'access_token'); END IF;
    IF o."refresh_token" IS DISTINCT FROM n."refresh_token" THEN changed := array_append(changed, 'refresh_token'); END IF;
    IF o."id_token" IS DISTINCT FROM n."id_token" THEN changed := array_append(changed, 'id_token'); END IF;
    IF o."access_token_expires_at" IS DISTINCT FROM n."access_token_expires_at" THEN changed := array_append(changed, 'access_token_expires_at'); "was access_token_expires_at" := o."access_token_expires_at"; END IF;
    IF o."refresh_token_expires_at" IS DISTINCT FROM n."refresh_token_expires_at" THEN changed := array_append(changed, 'refresh_token_expires_at'); "was refresh_token_expires_at" := o."refresh_token_expires_at"; END IF;
    IF o."scope" IS DISTINCT FROM n."scope" THEN changed := array_append(changed, 'scope'); "was scope" := o."scope"; END IF;
    IF o."created_at" IS DISTINCT FROM n."created_at" THEN changed := array_append(changed, 'created_at'); "was created_at" := o."created_at"; END IF;
    IF changed IS NULL THEN RETURN NULL; END IF;
    audit_event := nextval('log.event_sequence');
    INSERT INTO "log"."staff_credentials" (event, "id", changed, "id_before", "account_id", "provider_id", "user_id", "access_token_expires_at", "refresh_token_expires_at", "scope", "created_at")
    VALUES (audit_event, n."id", changed, "was id", "was account_id", "was provider_id", "was user_id", "was access_token_expires_at", "was refresh_token_expires_at", "was scope", "was created_at");
  ELSE
    audit_event := nextval('log.event_sequence');
    memory := current_setting('work_mem');
    -- Both sides are in order already; in memory their sort is one pass, on disk it is 8 % of all.
    IF pg_size_bytes(memory) < pg_size_bytes('64MB') THEN
      PERFORM set_config('work_mem', '64MB', true);
    END IF;
    INSERT INTO "log"."staff_credentials" (event, "id", changed, "id_before", "account_id", "provider_id", "user_id", "access_token_expires_at", "refresh_token_expires_at", "scope", "created_at")
    SELECT audit_event, b."id",
      array_remove(ARRAY[CASE WHEN a."id" IS DISTINCT FROM b."id" THEN 'id' END,
        CASE WHEN a."account_id" IS DISTINCT FROM b."account_id" THEN 'account_id' END,
        CASE WHEN a."provider_id" IS DISTINCT FROM b."provider_id" THEN 'provider_id' END,
        CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN 'user_id' END,
        CASE WHEN a."password" IS DISTINCT FROM b."password" THEN 'password' END,
        CASE WHEN a."access_token" IS DISTINCT FROM b."access_token" THEN 'access_token' END,
        CASE WHEN a."refresh_token" IS DISTINCT FROM b."refresh_token" THEN 'refresh_token' END,
        CASE WHEN a."id_token" IS DISTINCT FROM b."id_token" THEN 'id_token' END,
        CASE WHEN a."access_token_expires_at" IS DISTINCT FROM b."access_token_expires_at" THEN 'access_token_expires_at' END,
        CASE WHEN a."refresh_token_expires_at" IS DISTINCT FROM b."refresh_token_expires_at" THEN 'refresh_token_expires_at' END,
        CASE WHEN a."scope" IS DISTINCT FROM b."scope" THEN 'scope' END,
        CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN 'created_at' END]::text[], NULL),
      CASE WHEN a."id" IS DISTINCT FROM b."id" THEN a."id" END,
      CASE WHEN a."account_id" IS DISTINCT FROM b."account_id" THEN a."account_id" END,
      CASE WHEN a."provider_id" IS DISTINCT FROM b."provider_id" THEN a."provider_id" END,
      CASE WHEN a."user_id" IS DISTINCT FROM b."user_id" THEN a."user_id" END,
      CASE WHEN a."access_token_expires_at" IS DISTINCT FROM b."access_token_expires_at" THEN a."access_token_expires_at" END,
      CASE WHEN a."refresh_token_expires_at" IS DISTINCT FROM b."refresh_token_expires_at" THEN a."refresh_token_expires_at" END,
      CASE WHEN a."scope" IS DISTINCT FROM b."scope" THEN a."scope" END,
      CASE WHEN a."created_at" IS DISTINCT FROM b."created_at" THEN a."created_at" END
    FROM (SELECT r."id", r."account_id", r."provider_id", r."user_id", r."password", r."access_token", r."refresh_token", r."id_token", r."access_token_expires_at", r."refresh_token_expires_at", r."scope", r."created_at", row_number() OVER () AS "row number" FROM old_rows r) a
    FULL JOIN (SELECT r."id", r."account_id", r."provider_id", r."user_id", r."password", r."access_token", r."refresh_token", r."id_token", r."access_token_expires_at", r."refresh_token_expires_at", r."scope", r."created_at", row_number() OVER () AS "row number" FROM new_rows r) b USING ("row number")
    WHERE a."id" IS DISTINCT FROM b."id"
      OR a."account_id" IS DISTINCT FROM b."account_id"
      OR a."provider_id" IS DISTINCT FROM b."provider_id"
      OR a."user_id" IS DISTINCT FROM b."user_id"
      OR a."password" IS DISTINCT FROM b."password"
      OR a."access_token" IS DISTINCT FROM b."access_token"
      OR a."refresh_token" IS DISTINCT FROM b."refresh_token"
      OR a."id_token" IS DISTINCT FROM b."id_token"
      OR a."access_token_expires_at" IS DISTINCT FROM b."access_token_expires_at"
      OR a."refresh_token_expires_at" IS DISTINCT FROM b."refresh_token_expires_at"
      OR a."scope" IS DISTINCT FROM b."scope"
      OR a."created_at" IS DISTINCT FROM b."created_at";
    GET DIAGNOSTICS affected = ROW_COUNT;
    PERFORM set_config('work_mem', memory, true);
    IF affected = 0 THEN RETURN NULL; END IF;
  END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'staff_credentials', 'update', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, NOT claim_counts);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.staff_credentials_update() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_update AFTER UPDATE ON "staff"."credentials"
REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION log.staff_credentials_update();
ALTER TABLE "staff"."credentials" ENABLE ALWAYS TRIGGER audit_update;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.staff_credentials_delete() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  audit_event bigint := nextval('log.event_sequence');
  affected bigint;
  claim_kind text;
  claim_actor text := nullif(current_setting('bellamy.actor', true), '');
  claim_request text;
  claim_reason text;
  claim_counts boolean;
BEGIN
  INSERT INTO "archive"."staff_credentials" (deleted_id, deleted_at, deleted_by, "id", "account_id", "provider_id", "user_id", "password", "access_token", "refresh_token", "id_token", "access_token_expires_at", "refresh_token_expires_at", "scope", "created_at", "updated_at")
  SELECT audit_event, now(), claim_actor, o."id", o."account_id", o."provider_id", o."user_id", o."password", o."access_token", o."refresh_token", o."id_token", o."access_token_expires_at", o."refresh_token_expires_at", o."scope", o."created_at", o."updated_at" FROM old_rows o;
  GET DIAGNOSTICS affected = ROW_COUNT;
  IF affected = 0 THEN RETURN NULL; END IF;
  claim_kind := coalesce(nullif(current_setting('bellamy.actor_kind', true), ''), 'none');
  claim_request := nullif(current_setting('bellamy.request_id', true), '');
  claim_reason := nullif(current_setting('bellamy.reason', true), '');
  claim_counts := claim_actor IS NOT NULL AND CASE session_user WHEN 'bellamy_console' THEN claim_kind IN ('staff', 'job') ELSE false END;
  INSERT INTO log.event (sequence, entity, operation, rows, actor_kind, actor, role, request_id, reason, attributed, marked)
  VALUES (audit_event, 'staff_credentials', 'delete', affected, claim_kind, claim_actor, session_user,
    claim_request, claim_reason, claim_counts, true);
  RETURN NULL;
END
$body$;
REVOKE ALL ON FUNCTION log.staff_credentials_delete() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_delete AFTER DELETE ON "staff"."credentials"
REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION log.staff_credentials_delete();
ALTER TABLE "staff"."credentials" ENABLE ALWAYS TRIGGER audit_delete;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION log.staff_credentials_truncate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
BEGIN
  RAISE EXCEPTION 'TRUNCATE on staff_credentials is refused: it would remove rows without a trace'
    USING ERRCODE = 'insufficient_privilege', HINT = 'DELETE moves each row to its archive.';
END
$body$;
REVOKE ALL ON FUNCTION log.staff_credentials_truncate() FROM PUBLIC;
CREATE OR REPLACE TRIGGER audit_truncate BEFORE TRUNCATE ON "staff"."credentials"
FOR EACH STATEMENT EXECUTE FUNCTION log.staff_credentials_truncate();
ALTER TABLE "staff"."credentials" ENABLE ALWAYS TRIGGER audit_truncate;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION archive.restore_staff_credentials(chosen jsonb, OUT restore_event bigint, OUT restored bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $body$
#variable_conflict use_variable
DECLARE
  broken_message text;
  broken_table text;
  broken_column text;
  broken_constraint text;
BEGIN
  PERFORM FROM "archive"."staff_credentials" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."staff_credentials", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id" FOR UPDATE OF a;
  INSERT INTO "staff"."credentials" ("id", "account_id", "provider_id", "user_id", "password", "access_token", "refresh_token", "id_token", "access_token_expires_at", "refresh_token_expires_at", "scope", "created_at", "updated_at") OVERRIDING SYSTEM VALUE
  SELECT a."id", a."account_id", a."provider_id", a."user_id", a."password", a."access_token", a."refresh_token", a."id_token", a."access_token_expires_at", a."refresh_token_expires_at", a."scope", coalesce(a."created_at", now()), coalesce(a."updated_at", now()) FROM "archive"."staff_credentials" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."staff_credentials", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  GET DIAGNOSTICS restored = ROW_COUNT;
  IF restored = 0 THEN RETURN; END IF;
  SELECT max(sequence) INTO restore_event FROM log.event
  WHERE xid = pg_current_xact_id() AND entity = 'staff_credentials' AND operation = 'insert';
  INSERT INTO log.restoration (restore_event, delete_event)
  SELECT DISTINCT restore_event, a.deleted_id FROM "archive"."staff_credentials" a JOIN (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."staff_credentials", chosen) k) c ON a.deleted_id = c.deleted_id AND a."id" = c."id"
  WHERE a.restored_id IS NULL;
  UPDATE "archive"."staff_credentials" a SET restored_id = restore_event
  FROM (SELECT DISTINCT k.deleted_id, k."id"
    FROM jsonb_populate_recordset(NULL::"archive"."staff_credentials", chosen) k) c WHERE a.deleted_id = c.deleted_id AND a."id" = c."id" AND a.restored_id IS NULL;
EXCEPTION WHEN not_null_violation OR check_violation THEN
  -- Their detail shows the whole row, to a caller that may not read its secret columns.
  GET STACKED DIAGNOSTICS broken_message = MESSAGE_TEXT, broken_table = TABLE_NAME,
    broken_column = COLUMN_NAME, broken_constraint = CONSTRAINT_NAME;
  RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = broken_message, SCHEMA = 'staff',
    TABLE = broken_table, COLUMN = broken_column, CONSTRAINT = broken_constraint;
END
$body$;
REVOKE ALL ON FUNCTION archive.restore_staff_credentials(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION archive.restore_staff_credentials(jsonb) TO bellamy_console;
--> statement-breakpoint
REVOKE ALL ON SCHEMA public FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON SCHEMA staff FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON ALL TABLES IN SCHEMA staff FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA staff FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON SCHEMA log FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON ALL TABLES IN SCHEMA log FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA log FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON SCHEMA archive FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON ALL TABLES IN SCHEMA archive FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA archive FROM PUBLIC, bellamy_console, bellamy_platform, bellamy_job;
GRANT USAGE ON SCHEMA public TO bellamy_console, bellamy_platform, bellamy_job;
GRANT USAGE ON SCHEMA staff, log, archive TO bellamy_console;
GRANT SELECT ON SEQUENCE log.event_sequence TO bellamy_console;
GRANT INSERT, UPDATE, DELETE ON "public"."users" TO bellamy_console;
GRANT SELECT ("id", "email", "username", "full_name", "profile_picture_url", "cover_photo_url", "bio", "created_at", "updated_at") ON "public"."users" TO bellamy_console;
GRANT INSERT, UPDATE, DELETE ON "public"."users" TO bellamy_platform;
GRANT SELECT ("id", "email", "username", "full_name", "profile_picture_url", "cover_photo_url", "bio", "created_at", "updated_at") ON "public"."users" TO bellamy_platform;
GRANT INSERT, UPDATE, DELETE ON "public"."users" TO bellamy_job;
GRANT SELECT ("id", "email", "username", "full_name", "profile_picture_url", "cover_photo_url", "bio", "created_at", "updated_at") ON "public"."users" TO bellamy_job;
GRANT SELECT ("deleted_id", "deleted_at", "deleted_by", "restored_id", "id", "email", "username", "full_name", "profile_picture_url", "cover_photo_url", "bio", "created_at", "updated_at") ON "archive"."users" TO bellamy_console;
GRANT SELECT ON "log"."users" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."posts" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."posts" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."posts" TO bellamy_job;
GRANT SELECT ON "archive"."posts" TO bellamy_console;
GRANT SELECT ON "log"."posts" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."comments" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."comments" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."comments" TO bellamy_job;
GRANT SELECT ON "archive"."comments" TO bellamy_console;
GRANT SELECT ON "log"."comments" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."reactions" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."reactions" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."reactions" TO bellamy_job;
GRANT SELECT ON "archive"."reactions" TO bellamy_console;
GRANT SELECT ON "log"."reactions" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."friend_requests" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."friend_requests" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."friend_requests" TO bellamy_job;
GRANT SELECT ON "archive"."friend_requests" TO bellamy_console;
GRANT SELECT ON "log"."friend_requests" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."friendships" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."friendships" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."friendships" TO bellamy_job;
GRANT SELECT ON "archive"."friendships" TO bellamy_console;
GRANT SELECT ON "log"."friendships" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."follows" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."follows" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."follows" TO bellamy_job;
GRANT SELECT ON "archive"."follows" TO bellamy_console;
GRANT SELECT ON "log"."follows" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."block" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."block" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."block" TO bellamy_job;
GRANT SELECT ON "archive"."block" TO bellamy_console;
GRANT SELECT ON "log"."block" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."hashtags" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."hashtags" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."hashtags" TO bellamy_job;
GRANT SELECT ON "archive"."hashtags" TO bellamy_console;
GRANT SELECT ON "log"."hashtags" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."post_hashtags" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."post_hashtags" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."post_hashtags" TO bellamy_job;
GRANT SELECT ON "archive"."post_hashtags" TO bellamy_console;
GRANT SELECT ON "log"."post_hashtags" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."blogs" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."blogs" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."blogs" TO bellamy_job;
GRANT SELECT ON "archive"."blogs" TO bellamy_console;
GRANT SELECT ON "log"."blogs" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."media" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."media" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."media" TO bellamy_job;
GRANT SELECT ON "archive"."media" TO bellamy_console;
GRANT SELECT ON "log"."media" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."tickets" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."tickets" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."tickets" TO bellamy_job;
GRANT SELECT ON "archive"."tickets" TO bellamy_console;
GRANT SELECT ON "log"."tickets" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."ticket_messages" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."ticket_messages" TO bellamy_platform;
GRANT SELECT, INSERT, UPDATE, DELETE ON "public"."ticket_messages" TO bellamy_job;
GRANT SELECT ON "archive"."ticket_messages" TO bellamy_console;
GRANT SELECT ON "log"."ticket_messages" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "staff"."accounts" TO bellamy_console;
GRANT SELECT ON "archive"."staff_accounts" TO bellamy_console;
GRANT SELECT ON "log"."staff_accounts" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "staff"."credentials" TO bellamy_console;
GRANT SELECT ("deleted_id", "deleted_at", "deleted_by", "restored_id", "id", "account_id", "provider_id", "user_id", "access_token_expires_at", "refresh_token_expires_at", "scope", "created_at", "updated_at") ON "archive"."staff_credentials" TO bellamy_console;
GRANT SELECT ON "log"."staff_credentials" TO bellamy_console;
GRANT SELECT ON "log"."event" TO bellamy_console;
GRANT SELECT ON "log"."restoration" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "staff"."sessions" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "staff"."verifications" TO bellamy_console;
GRANT SELECT, INSERT, UPDATE, DELETE ON "staff"."rate_limits" TO bellamy_console;
